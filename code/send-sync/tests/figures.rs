//! The figures of the section: executions that a model runs.
#![cfg(model)]

use platform::cell::UnsafeCell;
use platform::figure::Recorder;
use platform::thread::{Options, start};
use send_sync::stages::inferred::Lock;

/// Two threads that share a guard of a cell write to it at once: nothing orders the two writes.
#[test]
fn two_threads_write_through_one_guard() {
    Recorder::new("inferred", &["main", "new thread"])
        .cell(
            "cell",
            "UnsafeCell::new(0)",
            "0",
            &[("= 1", "1"), ("= 2", "2")],
        )
        .record(|| {
            // Leaked, so that a thread may borrow them.
            let lock: &'static _ = Box::leak(Box::new(Lock::new(UnsafeCell::new(0))));
            let guard: &'static _ = Box::leak(Box::new(lock.lock()));
            let theirs = || {
                // SAFETY: none: another thread has the same guard.
                guard.with_mut(|cell| unsafe { *cell = 1 });
            };
            start(&Options::default(), Box::new(theirs)).expect("a thread");
            // SAFETY: none, as above.
            guard.with_mut(|cell| unsafe { *cell = 2 });
            "both have written"
        });
}
