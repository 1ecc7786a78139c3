//! What the front matter says can go wrong, found by the model checker.
#![cfg(model)]

use platform::cell::UnsafeCell;
use platform::model::{Bounds, model_fails};
use platform::sync::Arc;
use platform::thread::{self, Options};

/// A cell that claims `Sync` without a reason.
struct Shared(UnsafeCell<u32>);

// SAFETY: none. That is what the test is about.
unsafe impl Sync for Shared {}

impl Shared {
    /// Writes through a shared reference.
    fn set(&self, value: u32) {
        self.0.with_mut(|inside| {
            // SAFETY: nobody else may be reading or writing. Nothing ensures that.
            unsafe { *inside = value }
        });
    }
}

/// A cell that claims `Sync` without a reason compiles, and two threads that write it through shared references
/// have a data race.
#[test]
fn a_false_claim_of_sync_is_a_data_race() {
    model_fails("Concurrent write accesses", Bounds::EXHAUSTIVE, || {
        let ours = Arc::new(Shared(UnsafeCell::new(0)));
        let theirs = ours.clone();
        thread::start(&Options::default(), Box::new(move || theirs.set(1))).expect("a thread");
        ours.set(2);
    });
}
