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

// ---- What a laxer bound would let through: the book's own lock ----

/// The book's lock of a `Cell` can't be shared.
#[test]
fn the_books_lock_of_a_cell_can_not_be_shared() {
    rejects("book_cell_shared", "E0277");
}

/// The book's lock of something that must stay on its thread can't be shared, `Sync` as that may be.
#[test]
fn the_books_lock_of_a_guard_can_not_be_shared() {
    rejects("book_guard_shared", "E0277");
}

/// The book's lock of an `Rc` can't be sent.
#[test]
fn the_books_lock_of_an_rc_can_not_be_sent() {
    rejects("book_rc_sent", "E0277");
}

/// A read guard of a `Cell` can't be shared.
#[test]
fn the_books_read_guard_of_a_cell_can_not_be_shared() {
    rejects("book_read_guard_of_a_cell", "E0277");
}

/// A write guard of a `Cell` can't be shared.
#[test]
fn the_books_write_guard_of_a_cell_can_not_be_shared() {
    rejects("book_write_guard_of_a_cell", "E0277");
}

/// A read guard of a part that is a `Cell` can't be shared.
#[test]
fn the_books_mapped_read_guard_of_a_cell_can_not_be_shared() {
    rejects("book_mapped_read_guard_of_a_cell", "E0277");
}

/// A write guard of a part that is a `Cell` can't be shared.
#[test]
fn the_books_mapped_write_guard_of_a_cell_can_not_be_shared() {
    rejects("book_mapped_write_guard_of_a_cell", "E0277");
}

/// Neither guard of the book's can be sent.
#[test]
fn the_books_guards_can_not_be_sent() {
    rejects("book_guards_sent", "E0277");
}

/// A write guard of something long-lived can't stand for one of something shorter-lived.
#[test]
fn the_books_write_guard_does_not_shorten_lives() {
    rejects("book_write_guard_shortens", "");
}

/// A guard that isn't kept is reported, be it a reader's, a writer's or one of a part.
#[test]
fn a_guard_that_is_not_kept_is_reported() {
    rejects("book_guard_not_kept", "");
}
