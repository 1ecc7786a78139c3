//! # Weigh first
//!
//! `add` adds what `weigh` returns, and returns the total. It has been tried with one guard for all of it (`let mut grams = self.grams.lock();
//! *grams += weigh(); *grams`), and while something was weighed nobody else got at the ledger: the scale is slow. Keep the lock as short as
//! it can be. No weight may be lost, and each total has to be the one that its own weight led to.

use mutex::Mutex;

/// What has been weighed so far.
#[derive(Default)]
pub struct Ledger {
    grams: Mutex<u32>,
}

impl Ledger {
    /// Adds what `weigh` returns. The total, with that.
    pub fn add(&self, weigh: impl FnOnce() -> u32) -> u32 {
        todo!("add {} to the total", weigh())
    }

    /// The total, if nobody is using the ledger.
    pub fn total(&self) -> Option<u32> {
        self.grams.try_lock().map(|grams| *grams)
    }
}
