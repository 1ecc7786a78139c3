//! Fails because the total is asked for with the lock still held. (`*grams` would have done.)
//! Caught by: `weights_are_added`: "deadlock".

use mutex::Mutex;

/// What has been weighed so far.
#[derive(Default)]
pub struct Ledger {
    grams: Mutex<u32>,
}

impl Ledger {
    /// Adds what `weigh` returns. The total, with that.
    pub fn add(&self, weigh: impl FnOnce() -> u32) -> u32 {
        let weight = weigh();
        let mut grams = self.grams.lock();
        *grams += weight;
        *self.grams.lock()
    }

    /// The total, if nobody is using the ledger.
    pub fn total(&self) -> Option<u32> {
        self.grams.try_lock().map(|grams| *grams)
    }
}
