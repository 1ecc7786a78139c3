//! The figures of the section: executions that a model runs.
#![cfg(model)]

mod common;

use common::Cell;
use platform::figure::Recorder;
use platform::thread::{Options, start};
use send_sync::stages::inferred::Lock;

/// Two threads that share a guard of a `Cell` set it at once: nothing orders the two writes.
#[test]
fn two_threads_write_through_one_guard() {
    Recorder::new("inferred", &["main", "new thread"])
        .cell(
            "cell",
            "UnsafeCell::new(value)",
            "0",
            &[("= value", "written")],
        )
        .record(|| {
            let lock: &'static _ = Box::leak(Box::new(Lock::new(Cell::new(0))));
            let guard: &'static _ = Box::leak(Box::new(lock.lock()));
            start(&Options::default(), Box::new(|| guard.set(1))).expect("a thread");
            guard.set(2);
            "both are written"
        });
}
