//! Fails because it lets go and looks again: by then another's weight may be in the total.
//! Caught by: `each_total_has_its_own_weight`: "both totals have both weights".

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
        *self.grams.lock() += weight;
        *self.grams.lock()
    }

    /// The total, if nobody is using the ledger.
    pub fn total(&self) -> Option<u32> {
        self.grams.try_lock().map(|grams| *grams)
    }
}
