//! Programs of *Condition variables* that the compiler must refuse.
#![cfg(not(model))]

use harness::rejects;

/// `wait` takes the guard and gives one back; whoever doesn't take that has none to look with.
#[test]
fn a_guard_that_is_not_moved_back_is_gone() {
    rejects("guard_not_moved_back", "E0382");
}

/// `wait` takes the guard itself, and not a reference to it.
#[test]
fn a_guard_can_not_be_lent_to_wait() {
    rejects("guard_lent", "E0308");
}

/// A condition variable knows mutexes only: `wait` takes no guard of an `RwLock`.
#[test]
fn a_condvar_takes_no_guard_of_a_reader_writer_lock() {
    rejects("read_guard", "E0308");
}

/// Nobody can wait without a guard.
#[test]
fn to_wait_takes_a_guard() {
    rejects("without_a_guard", "E0061");
}

/// Whoever doesn't use what `wait` returns is warned.
#[test]
fn a_guard_that_is_thrown_away_is_reported() {
    rejects("guard_thrown_away", "");
}

/// What `wait_while` hands to its closure is an exclusive reference to the value, which has to be dereferenced.
#[test]
fn the_condition_is_given_a_reference() {
    rejects("condition_not_dereferenced", "E0600");
}

/// A condition variable can't be dropped while somebody may still notify.
#[test]
fn a_condvar_outlives_whoever_notifies() {
    rejects("dropped_while_used", "E0373");
}

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
