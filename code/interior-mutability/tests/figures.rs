//! The figure of the section: executions that a model runs.
#![cfg(model)]

use std::mem::forget;
use std::sync::atomic::{AtomicU32 as StdAtomicU32, Ordering::SeqCst};

use interior_mutability::stages::looking;
use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Release},
};
use platform::figure::{Recorder, says};
use platform::futex;
use platform::sync::Arc;
use platform::thread::{Options, start};

/// A flag that is atomic, looked at, and then set: between the look and the step another thread may look, and both borrow.
#[test]
fn two_threads_find_a_flag_down() {
    Recorder::new("looked-at", &["main", "new thread"])
        .atomic(
            "borrowed",
            "AtomicBool::new(false)",
            &[("false", "no"), ("true", "yes")],
        )
        .record(|| {
            let cell = Arc::new(looking::RefCell::new(()));
            let ended = Arc::new(AtomicU32::new(0));
            // Outside of the model: it orders nothing there.
            let guards = std::sync::Arc::new(StdAtomicU32::new(0));
            let borrow = {
                let guards = std::sync::Arc::clone(&guards);
                move |cell: &looking::RefCell<()>| match cell.try_borrow_mut() {
                    Some(guard) => {
                        says("has a guard");
                        forget(guard);
                        guards.fetch_add(1, SeqCst);
                    }
                    None => says("is refused"),
                }
            };
            let main = {
                let (cell, ended, borrow) = (Arc::clone(&cell), Arc::clone(&ended), borrow.clone());
                move || {
                    borrow(&cell);
                    // ORDERING: Release, for the load below.
                    ended.store(1, Release);
                    futex::wake_one(&raw const *ended);
                }
            };
            start(&Options::default(), Box::new(main)).unwrap();
            borrow(&cell);
            // ORDERING: Acquire, for the store above.
            while ended.load(Acquire) == 0 {
                futex::wait(&ended, 0);
            }
            if guards.load(SeqCst) == 2 {
                "both have a guard"
            } else {
                "one is refused"
            }
        });
}
