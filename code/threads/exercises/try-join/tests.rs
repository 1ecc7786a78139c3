#[cfg(not(model))]
use std::time::{Duration, Instant};

use platform::model::{Bounds, model};
use platform::thread::yield_now;

use super::given::{JoinHandle, spawn};
#[cfg(model)]
use crate::support::Gate;
use crate::support::Place;

/// Asks until there is a result.
fn ask<T>(mut handle: JoinHandle<T>) -> T {
    // A thread of a model that yields goes on when the others can't: few questions are enough there.
    #[cfg(model)]
    let patience = std::iter::repeat_n((), 9);
    #[cfg(not(model))]
    let deadline = Instant::now() + Duration::from_secs(10);
    #[cfg(not(model))]
    let patience = std::iter::repeat(()).take_while(|()| Instant::now() < deadline);
    for () in patience {
        match handle.try_join() {
            Ok(result) => return result,
            Err(again) => handle = again,
        }
        yield_now();
    }
    panic!("the thread has ended, and `try_join` still says that there is no result")
}

/// When the thread has finished there is a result, and with it all that the thread has done.
#[test]
fn a_finished_thread_has_a_result() {
    model(Bounds::EXHAUSTIVE, || {
        let place = Place::new();
        let theirs = platform::sync::Arc::clone(&place);
        let handle = spawn(move || {
            theirs.leave(7);
            8
        });
        assert_eq!(
            ask(handle),
            8,
            "the result (left) of a thread that returns 8"
        );
        assert_eq!(
            place.find(),
            Some(7),
            "what is seen (left) of what the thread wrote before"
        );
    });
}

/// While the thread works `try_join` returns the handle, and doesn't wait.
#[test]
#[cfg(model)]
fn it_never_waits() {
    model(Bounds::EXHAUSTIVE, || {
        let gate = Gate::new();
        let theirs = platform::sync::Arc::clone(&gate);
        let handle = spawn(move || theirs.pass());
        let Err(handle) = handle.try_join() else {
            panic!("the thread still works, and `try_join` has a result");
        };
        gate.open();
        ask(handle);
    });
}
