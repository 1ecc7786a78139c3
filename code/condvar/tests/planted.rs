//! Wrong variants of what *Condition variables* builds, which the models must catch.
#![cfg(model)]

use platform::atomic::{AtomicBool, AtomicU32, Ordering};
use platform::model::{Bounds, model_fails};
use platform::sync::Arc;
use platform::thread::{self, Options};

/// A flag that is raised without Release publishes nothing.
#[test]
fn a_relaxed_flag_publishes_nothing() {
    model_fails(
        "the flag was seen before the value",
        Bounds::EXHAUSTIVE,
        || {
            let shared = Arc::new((AtomicBool::new(false), AtomicU32::new(0)));
            let theirs = Arc::clone(&shared);
            let raise = move || {
                // ORDERING: Relaxed, the flag is meant to publish it.
                theirs.1.store(7, Ordering::Relaxed);
                // ORDERING: Relaxed, the planted fault.
                theirs.0.store(true, Ordering::Relaxed);
            };
            thread::start(&Options::default(), Box::new(raise)).unwrap();
            // ORDERING: Acquire, whose Release is missing.
            if shared.0.load(Ordering::Acquire) {
                // ORDERING: Relaxed, as in the right variant.
                let value = shared.1.load(Ordering::Relaxed);
                assert_eq!(value, 7, "the flag was seen before the value");
            }
        },
    );
}
