//! Programs of *Thread parking* that the compiler must refuse.
#![cfg(not(model))]

use harness::rejects;

/// A `JoinHandle` has no `unpark`: the `Thread` that it leads to has.
#[test]
fn a_join_handle_can_not_unpark() {
    rejects("unparks_a_join_handle", "E0599");
}

/// A handle has no `park`: a thread can only park itself.
#[test]
fn a_thread_can_not_park_another() {
    rejects("parks_another", "E0624");
}

/// What `JoinHandle::thread` returns is borrowed from the handle, and can't be used once that has moved.
#[test]
fn a_borrowed_thread_ends_with_its_join_handle() {
    rejects("handle_outlives", "E0505");
}

/// A plain variable can't be what a parked thread waits for: one thread would write what the other reads.
#[test]
fn a_plain_flag_can_not_be_waited_for() {
    rejects("plain_flag", "E0506");
}

/// A `Parker` can't be shared: of two threads that waited for its token, one would get it.
#[test]
fn a_parker_can_not_be_shared() {
    rejects("parker_shared", "E0277");
}
