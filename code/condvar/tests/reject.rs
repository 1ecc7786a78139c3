//! Programs of *Condition variables* that the compiler must refuse.
#![cfg(not(model))]

use harness::rejects;

// ---- What is built from a mutex and a condition variable ----

/// A queue of what must stay on its thread can't be shared: an item that is pushed by one thread is popped by another.
#[test]
fn a_queue_of_rcs_can_not_be_shared() {
    rejects("queue_of_rcs_shared", "E0277");
}

/// A permit doesn't outlive its semaphore.
#[test]
fn a_permit_does_not_outlive_its_semaphore() {
    rejects("permit_kept_too_long", "E0505");
}

/// A permit that isn't kept is reported: it is given back at once.
#[test]
fn a_permit_that_is_not_kept_is_reported() {
    rejects("permit_not_kept", "");
}
