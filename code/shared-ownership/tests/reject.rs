//! Programs of *Shared ownership* that the compiler must refuse.
#![cfg(not(model))]

use harness::rejects;

/// A static needs an initialiser that the compiler can compute: a call of a function that isn't `const` is refused.
#[test]
fn a_static_needs_a_constant_initialiser() {
    rejects("static_computed", "E0015");
}

/// A static of a type that isn't `Sync` is refused, whether or not another thread ever uses it.
#[test]
fn a_static_of_a_type_that_is_not_sync_is_refused() {
    rejects("static_not_sync", "E0277");
}

/// A static can't be assigned to.
#[test]
fn a_static_can_not_be_assigned() {
    rejects("static_assigned", "E0594");
}

/// A reference to a local variable is not `'static`, however long the variable is in use.
#[test]
fn a_local_is_not_static() {
    rejects("local_made_static", "E0597");
}

/// An `Rc` can't be sent to another thread.
#[test]
fn an_rc_can_not_be_sent() {
    rejects("rc_sent", "E0277");
}

/// An `Arc` can be sent only if what it holds may be shared: one of a `Cell` can't.
#[test]
fn an_arc_of_a_cell_can_not_be_sent() {
    rejects("arc_of_a_cell_sent", "E0277");
}

/// What an `Arc` holds can't be changed through it: there is no exclusive reference to be had.
#[test]
fn an_arc_can_not_be_sorted_through() {
    rejects("sorts_through_an_arc", "E0596");
}

/// What an `Arc` holds can't be moved out of it through a dereference: there may be other owners.
#[test]
fn nothing_is_moved_out_of_an_arc() {
    rejects("moved_out_of_an_arc", "E0507");
}

/// A clone that shadows its original in the same scope takes the name with it when it is moved.
#[test]
fn a_clone_in_the_same_scope_takes_the_name_with_it() {
    rejects("shadowed_away", "E0382");
}

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
