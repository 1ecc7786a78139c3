//! Fails because nothing is added.
//! Caught by: `weights_are_added`: "the total (left) is wrong".

use mutex::Mutex;

/// What has been weighed so far.
#[derive(Default)]
pub struct Ledger {
    grams: Mutex<u32>,
}

impl Ledger {
    /// Adds what `weigh` returns. The total, with that.
    pub fn add(&self, weigh: impl FnOnce() -> u32) -> u32 {
        drop(self.grams.lock());
        weigh()
    }

    /// The total, if nobody is using the ledger.
    pub fn total(&self) -> Option<u32> {
        self.grams.try_lock().map(|grams| *grams)
    }
}
