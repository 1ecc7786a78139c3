//! Programs that the compiler refuses. Each test's doc comment says why.
#![cfg(not(model))]

use harness::rejects;

/// `spawn` requires `'static`: a closure that borrows a local variable is refused, even when the thread is joined
/// before the variable goes out of scope.
#[test]
fn spawn_refuses_to_borrow_a_local() {
    rejects("borrows_a_local", "E0373");
}

/// What a `move` closure took along can't be used by the thread that spawned it.
#[test]
fn what_was_moved_into_a_thread_is_gone() {
    rejects("used_after_move", "E0382");
}

/// `move` does not help when what it moves is a reference: the reference is moved, and what it refers to is not.
#[test]
fn moving_a_reference_does_not_move_the_value() {
    rejects("moves_a_reference", "E0597");
}

/// A reference that a function was given can't go into a thread: the thread may outlive the call.
#[test]
fn an_argument_that_is_borrowed_can_not_escape_into_a_thread() {
    rejects("borrows_an_argument", "E0521");
}

/// A thread can't return a reference to a variable of its own.
#[test]
fn a_thread_can_not_return_a_reference_to_its_local() {
    rejects("returns_a_reference", "E0515");
}

/// `join` takes the handle: a thread can be joined once.
#[test]
fn a_thread_is_joined_at_most_once() {
    rejects("joins_twice", "E0382");
}

// ---- The book's own `spawn` ----

/// The book's `spawn` requires `F: Send`: a closure that takes an `Rc` along is refused.
#[test]
fn the_books_spawn_refuses_a_closure_that_is_not_send() {
    rejects("join_handle_takes_an_rc", "E0277");
}

/// The book's `spawn` requires `T: Send`: a closure that returns an `Rc` is refused.
#[test]
fn the_books_spawn_refuses_a_result_that_is_not_send() {
    rejects("join_handle_returns_an_rc", "E0277");
}

/// The book's `spawn` requires `'static`: a closure that borrows a local variable is refused.
#[test]
fn the_books_spawn_refuses_to_borrow_a_local() {
    rejects("join_handle_borrows", "E0373");
}
