//! Programs of *Shared ownership* that the compiler must refuse.
#![cfg(not(model))]

use harness::rejects;

// Build it

/// The book's `Arc` of a value isn't coerced to one of a trait object; `std`'s is.
#[test]
fn the_books_arc_is_not_coerced() {
    rejects("build_no_coercion", "E0308");
}

/// A method can't take `self` in the book's `Arc`; in `std`'s it can.
#[test]
fn the_books_arc_can_not_hold_self() {
    rejects("build_self_in_an_arc", "E0658");
}

/// What is borrowed in the book's `Arc` has to outlive it; with `std`'s the borrow may end before the destructor runs.
#[test]
fn a_borrow_has_to_outlive_the_books_arc() {
    rejects("build_borrow_ends_first", "E0597");
}

/// The book's `Arc` of a value that isn't `Sync` can't go to another thread.
#[test]
fn the_books_arc_refuses_a_value_that_is_not_sync() {
    rejects("build_value_not_sync", "E0277");
}

/// The book's `Arc` of a value that isn't `Send` can't go to another thread, though the value is `Sync`.
#[test]
fn the_books_arc_refuses_a_value_that_is_not_send() {
    rejects("build_value_not_send", "E0277");
}

/// The book's `Weak` of a value that isn't `Sync` can't go to another thread, either.
#[test]
fn the_books_weak_refuses_a_value_that_is_not_sync() {
    rejects("build_weak_not_sync", "E0277");
}

/// The book's `Rc` can't go to another thread.
#[test]
fn the_books_rc_stays_on_its_thread() {
    rejects("build_rc_sent", "E0277");
}
