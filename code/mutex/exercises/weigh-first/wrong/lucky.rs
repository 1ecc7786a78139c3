//! Fails because another weight may come between the two locks, and is then overwritten.
//! Caught by: `nothing_is_lost`: "so much (left) has been weighed".

use mutex::Mutex;

/// What has been weighed so far.
#[derive(Default)]
pub struct Ledger {
    grams: Mutex<u32>,
}

impl Ledger {
    /// Adds what `weigh` returns. The total, with that.
    pub fn add(&self, weigh: impl FnOnce() -> u32) -> u32 {
        let before = *self.grams.lock();
        let after = before + weigh();
        *self.grams.lock() = after;
        after
    }

    /// The total, if nobody is using the ledger.
    pub fn total(&self) -> Option<u32> {
        self.grams.try_lock().map(|grams| *grams)
    }
}
