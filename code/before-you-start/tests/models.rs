//! What the front matter says about every execution.

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::futex;
use platform::model::{Bounds, model};
use platform::sync::Arc;
use platform::thread::{self, Options};

/// `fetch_add` reads and writes in one step: in every execution, two threads that add 1 each end at 2.
#[test]
fn fetch_add_loses_nothing() {
    model(Bounds::EXHAUSTIVE, || {
        // The counter, and whether the other thread has finished.
        let shared = Arc::new((AtomicU32::new(0), AtomicU32::new(0)));
        let theirs = shared.clone();
        let main = move || {
            let (counter, finished) = &*theirs;
            // ORDERING: Relaxed: a read-modify-write is one step under any ordering.
            counter.fetch_add(1, Relaxed);
            // ORDERING: Release, to the Acquire below: it carries the addition.
            finished.store(1, Release);
            futex::wake_one(finished);
        };
        thread::start(&Options::default(), Box::new(main)).expect("a thread");

        let (counter, finished) = &*shared;
        // ORDERING: Relaxed: as above.
        counter.fetch_add(1, Relaxed);
        // ORDERING: Acquire, from the Release above.
        while finished.load(Acquire) == 0 {
            futex::wait(finished, 0);
        }
        // ORDERING: Relaxed: both additions happen before this.
        assert_eq!(counter.load(Relaxed), 2);
    });
}
