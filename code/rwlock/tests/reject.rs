//! Programs of *Reader-writer locks* that the compiler must refuse.
#![cfg(not(model))]

use harness::rejects;

/// Nothing can be assigned through a read guard.
#[test]
fn a_read_guard_can_not_be_assigned_through() {
    rejects("assigns_through_read_guard", "E0594");
}

/// A method that wants `&mut self` can't be called through a read guard.
#[test]
fn a_read_guard_lends_nothing_exclusively() {
    rejects("pushes_through_read_guard", "E0596");
}

/// An `RwLock` of a `Cell` can't be shared: two readers would set it at once.
#[test]
fn an_rwlock_of_a_cell_is_refused() {
    rejects("rwlock_of_a_cell_shared", "E0277");
}

/// A read guard can't be moved to another thread.
#[test]
fn a_read_guard_can_not_be_sent() {
    rejects("read_guard_sent", "E0277");
}

/// A write guard can't be moved to another thread.
#[test]
fn a_write_guard_can_not_be_sent() {
    rejects("write_guard_sent", "E0277");
}

/// What a guard has lent can't be used once the guard is gone.
#[test]
fn what_a_read_guard_lends_ends_with_it() {
    rejects("kept_beyond_the_guard", "E0505");
}
