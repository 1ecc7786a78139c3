//! Programs of *Lock poisoning* that the compiler must refuse.
#![cfg(not(model))]

use harness::rejects;

/// What `lock` returns is a `Result`: it has none of the value's methods.
#[test]
fn a_result_has_no_methods_of_the_value() {
    rejects("result_unopened", "E0599");
}

/// What `lock` returns can't be dereferenced, as the guard in it can.
#[test]
fn a_result_is_no_guard() {
    rejects("result_not_dereferenced", "E0614");
}

/// The error of `lock` borrows the mutex, since it holds a guard: `?` can't return it in a box from a function that was only
/// lent the mutex.
#[test]
fn the_error_borrows_the_mutex() {
    rejects("passed_up", "");
}

/// The error of `lock` isn't `Send`, since it holds a guard: `?` can't return it as an error that is.
#[test]
fn the_error_is_no_error_to_be_sent() {
    rejects("passed_up_to_be_sent", "E0277");
}

/// The error of `lock` can't be sent to another thread: with it, the guard would go.
#[test]
fn the_error_can_not_be_sent() {
    rejects("error_sent", "E0277");
}

/// Nor can the error of the book's `lock`.
#[test]
fn the_books_error_can_not_be_sent() {
    rejects("book_error_sent", "E0277");
}

/// A closure that changes a cell can't be given to `catch_unwind`: what it leaves half changed would be seen after it.
#[test]
fn a_cell_does_not_go_across_catch_unwind() {
    rejects("cell_across_catch_unwind", "E0277");
}

/// The book's plain mutex can't be borrowed across `catch_unwind`: it would say nothing of a panic.
#[test]
fn the_plain_mutex_does_not_go_across_catch_unwind() {
    rejects("plain_across_catch_unwind", "E0277");
}

/// The standard library's locks without poisoning are unstable.
#[test]
fn the_locks_without_poisoning_are_unstable() {
    rejects("nonpoison_is_unstable", "E0658");
}
