//! What the front matter says about every execution.

use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::model::{Bounds, both, model};

/// `fetch_add` reads and writes in one step: in every execution, two threads that add 1 each end at 2.
#[test]
fn fetch_add_loses_nothing() {
    model(Bounds::EXHAUSTIVE, || {
        let counter = AtomicU32::new(0);
        // ORDERING: Relaxed: a read-modify-write is one step under any ordering.
        let add = || counter.fetch_add(1, Relaxed);
        both(add, add);
        // ORDERING: Relaxed: both additions happen before this.
        assert_eq!(counter.load(Relaxed), 2);
    });
}
