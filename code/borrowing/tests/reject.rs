//! Programs that the compiler must refuse.
#![cfg(not(model))]

use harness::rejects;

/// A shared and an exclusive reference to one number can't be used together.
#[test]
fn a_shared_and_an_exclusive_reference_can_not_meet() {
    rejects("shared_and_exclusive", "E0502");
}

/// Two exclusive references to one number can't be used together, nor, as far as the compiler sees, two to elements of one
/// array.
#[test]
fn two_exclusive_references_can_not_meet() {
    rejects("two_exclusive", "E0499");
}

/// Two threads can't both have an exclusive reference to one number.
#[test]
fn two_threads_can_not_both_add() {
    rejects("two_threads_add", "E0499");
}

/// One thread can't read what another has an exclusive reference to.
#[test]
fn one_thread_can_not_read_while_another_adds() {
    rejects("reads_meanwhile", "E0502");
}

/// A type with an `UnsafeCell` in it can't be shared between threads unless somebody promises that it may.
#[test]
fn an_unsafe_cell_can_not_be_shared_without_a_promise() {
    rejects("counter_without_a_promise", "E0277");
}

/// A slot can't pass on what may not go to another thread: with a laxer bound, two threads would count one `Rc` at once.
#[test]
fn a_slot_refuses_what_is_not_send() {
    rejects("slot_takes_an_rc", "E0277");
}

/// A lock with something in it that may not go to another thread can't be shared: with a laxer bound, two threads would
/// count one `Rc` at once, one inside the lock and one outside.
#[test]
fn a_lock_refuses_what_is_not_send() {
    rejects("lock_holds_an_rc", "E0277");
}
