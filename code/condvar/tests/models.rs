//! Models of *Condition variables*.

use condvar::Flag;
use platform::atomic::{AtomicU32, Ordering};
use platform::model::{Bounds, model};
use platform::sync::Arc;
use platform::thread::{self, Options};

/// Whoever sees the flag up sees what came before.
#[test]
fn a_raised_flag_publishes_what_came_before_it() {
    model(Bounds::EXHAUSTIVE, || {
        let shared = Arc::new((Flag::new(), AtomicU32::new(0)));
        let theirs = Arc::clone(&shared);
        let raise = move || {
            // ORDERING: Relaxed, the flag publishes it.
            theirs.1.store(7, Ordering::Relaxed);
            theirs.0.raise();
        };
        thread::start(&Options::default(), Box::new(raise)).unwrap();
        if shared.0.is_raised() {
            // ORDERING: Relaxed, the flag has published it.
            let value = shared.1.load(Ordering::Relaxed);
            assert_eq!(value, 7, "the flag was seen before the value");
        }
    });
}
