//! Fails because the guard is made before the weight, as it was: the order of the two is the whole exercise.
//! Caught by: `nobody_waits_for_the_scale`: "the ledger is locked while something is weighed".

use mutex::Mutex;

/// What has been weighed so far.
#[derive(Default)]
pub struct Ledger {
    grams: Mutex<u32>,
}

impl Ledger {
    /// Adds what `weigh` returns. The total, with that.
    pub fn add(&self, weigh: impl FnOnce() -> u32) -> u32 {
        let grams = &mut *self.grams.lock();
        *grams += weigh();
        *grams
    }

    /// The total, if nobody is using the ledger.
    pub fn total(&self) -> Option<u32> {
        self.grams.try_lock().map(|grams| *grams)
    }
}
