//! Programs that the compiler refuses. Each test's doc comment says why.
#![cfg(not(model))]

use harness::rejects;

/// Two scoped threads can't both push to one vector: each would have an exclusive reference to it.
#[test]
fn two_scoped_threads_can_not_push_to_one_vector() {
    rejects("two_pushers", "E0499");
}

/// What a scoped thread writes can't be read in the scope beside it, not even when the thread may have ended.
#[test]
fn the_body_can_not_read_what_a_thread_writes() {
    rejects("reads_beside_a_writer", "E0502");
}

/// What a thread borrowed stays borrowed until its scope ends, though the thread has been joined.
#[test]
fn a_joined_threads_borrow_lasts_until_the_scope_ends() {
    rejects("still_borrowed_after_join", "E0502");
}

/// There is no function `std::thread::scoped`: the name is that of a module, which is private.
#[test]
fn there_is_no_scoped_in_std() {
    rejects("no_scoped_in_std", "E0603");
}

/// A scoped thread can't borrow what is made within the scope's closure: that is gone when the closure
/// returns, and the threads are waited for after that.
#[test]
fn a_scoped_thread_can_not_borrow_from_within_the_scope() {
    rejects("borrows_from_within", "E0373");
}

/// A closure that also uses a loop's own variable has to take it by `move`: it is made within the scope.
#[test]
fn a_loops_variable_is_made_within_the_scope() {
    rejects("moves_in_a_loop", "E0373");
}

/// A scoped thread's handle can't leave its scope.
#[test]
fn a_handle_can_not_leave_its_scope() {
    rejects("handle_leaves_the_scope", "E0521");
}

/// A scoped thread may borrow, but only what may be shared between threads: an `Rc` may not.
#[test]
fn a_scoped_thread_can_not_borrow_an_rc() {
    rejects("takes_an_rc", "E0277");
}

// ---- The book's own `scope` ----

/// The book's `scope` refuses a thread that borrows from within the closure.
#[test]
fn the_books_scope_refuses_to_borrow_from_within() {
    rejects("book_borrows_from_within", "E0373");
}

/// The book's `scope` refuses a thread that borrows from a thread of the same scope, which may end sooner.
#[test]
fn the_books_scope_refuses_to_borrow_from_a_thread() {
    rejects("book_nested_borrows_from_a_thread", "E0373");
}

/// The book's `Scope` can't leave the closure: nobody can start a thread in it after its end.
#[test]
fn the_books_scope_does_not_escape() {
    rejects("book_scope_escapes", "E0521");
}

/// The book's handle can't leave the closure.
#[test]
fn the_books_handle_does_not_escape() {
    rejects("book_handle_escapes", "E0521");
}

/// The book's `spawn` requires `T: 'scope`: a result can't be of a type that borrows from within the closure.
#[test]
fn the_books_scope_refuses_a_result_that_is_too_short() {
    rejects("book_result_is_too_short", "E0597");
}

/// The book's `spawn` requires `F: Send`: a closure that borrows an `Rc` is refused.
#[test]
fn the_books_scope_refuses_a_closure_that_is_not_send() {
    rejects("book_takes_an_rc", "E0277");
}

/// The book's `spawn` requires `T: Send`: a closure that returns an `Rc` is refused.
#[test]
fn the_books_scope_refuses_a_result_that_is_not_send() {
    rejects("book_returns_an_rc", "E0277");
}

/// The book's `Builder::spawn` requires `'static`: nothing waits for its thread.
#[test]
fn the_books_unscoped_builder_refuses_to_borrow() {
    rejects("book_spawn_borrows", "E0373");
}

// ---- The stages ----

/// Without `'scope` no thread can borrow the scope, to start another.
#[test]
fn without_scope_no_thread_can_start_another() {
    rejects("one_lifetime_does_not_nest", "E0521");
}

/// Without `'env` a thread's closure has to live for every lifetime, and so can borrow no local variable.
#[test]
fn without_env_no_thread_can_borrow() {
    rejects("no_env_borrows_nothing", "E0597");
}
