//! Programs that the compiler refuses. Each test's doc comment says why.
#![cfg(not(model))]

use std::fs;

use harness::rejects;

/// What is in a mutex can't be used without locking it: the mutex has none of its methods.
#[test]
fn the_value_can_not_be_used_without_the_lock() {
    rejects("without_the_lock", "E0599");
}

/// A guard can't be sent to another thread: whoever has locked has to unlock.
#[test]
fn a_guard_can_not_be_sent_to_another_thread() {
    rejects("guard_sent", "E0277");
}

/// A mutex of an `Rc` can't be shared: whoever locks it could take a clone of the `Rc` along.
#[test]
fn a_mutex_of_an_rc_can_not_be_shared() {
    rejects("mutex_of_rc", "E0277");
}

/// A mutex can't be moved into two threads. The error is about the move; it says nothing of `Send` or `Sync`.
#[test]
fn a_plain_mutex_can_not_be_moved_into_two_threads() {
    rejects("moved_twice", "E0382");
    assert!(says_nothing_of_the_traits("moved_twice"));
}

/// Spawned threads can't borrow a local mutex. The error is about its lifetime; it says nothing of `Send` or `Sync`.
#[test]
fn a_plain_mutex_can_not_be_borrowed_by_spawned_threads() {
    rejects("borrowed_twice", "E0373");
    assert!(says_nothing_of_the_traits("borrowed_twice"));
    // Where the traits are what is missing, the error names them.
    assert!(!says_nothing_of_the_traits("mutex_of_rc"));
}

fn says_nothing_of_the_traits(name: &str) -> bool {
    let text = fs::read_to_string(format!("tests/reject/{name}.stderr")).unwrap();
    !text.contains("Send") && !text.contains("Sync")
}

/// A guard can't outlive its mutex.
#[test]
fn a_guard_can_not_outlive_its_mutex() {
    rejects("guard_outlives", "E0597");
}

/// A reference that a method returns can't outlive the guard that it was called on, which is gone at the end of the statement.
#[test]
fn a_reference_can_not_outlive_its_guard() {
    rejects("reference_outlives", "E0716");
}

/// A guard that was dropped can't be used.
#[test]
fn a_dropped_guard_can_not_be_used() {
    rejects("used_after_drop", "E0382");
}

/// `into_inner` wants the mutex itself, and an `Arc` doesn't give it away.
#[test]
fn a_mutex_can_not_be_taken_out_of_an_arc_by_a_method_of_its_own() {
    rejects("out_of_an_arc", "E0507");
}

/// The compiler refuses `let _ =` on a guard of the standard library.
#[test]
fn the_compiler_refuses_let_underscore_on_a_guard() {
    rejects("underscore", "");
}

/// The standard library has a guard of a part, which stable programs can't use.
#[test]
fn a_guard_of_a_part_is_unstable_in_std() {
    rejects("mapped_in_std", "E0658");
}

// ---- Build it ----

/// The book's mutex of an `Rc` can't be shared: whoever locks it could clone the `Rc`.
#[test]
fn the_books_mutex_of_an_rc_can_not_be_shared() {
    rejects("book_mutex_of_an_rc", "E0277");
}

/// The book's mutex of an `Rc` can't be sent: the `Rc` would go with it.
#[test]
fn the_books_mutex_of_an_rc_can_not_be_sent() {
    rejects("book_mutex_of_an_rc_sent", "E0277");
}

/// A guard of the book's mutex can't be sent to another thread.
#[test]
fn the_books_guard_can_not_be_sent() {
    rejects("book_guard_sent", "E0277");
}

/// A guard of what isn't `Sync` can't be shared.
#[test]
fn the_books_guard_of_a_cell_can_not_be_shared() {
    rejects("book_guard_of_a_cell", "E0277");
}

/// A guard of a part can't be sent to another thread.
#[test]
fn the_books_mapped_guard_can_not_be_sent() {
    rejects("book_mapped_guard_sent", "E0277");
}

/// A guard of a part that isn't `Sync` can't be shared, though the whole is.
#[test]
fn the_books_mapped_guard_of_a_cell_can_not_be_shared() {
    rejects("book_mapped_guard_of_a_cell", "E0277");
}

/// The book's mutex is invariant: what it refers to can't be replaced by something that doesn't live as long.
#[test]
fn the_books_mutex_does_not_shorten_lives() {
    rejects("book_mutex_of_a_reference", "E0597");
}

/// Its guard is invariant, too.
#[test]
fn the_books_guard_does_not_shorten_lives() {
    rejects("book_guard_of_a_reference", "E0597");
}

/// And so is a guard of a part.
#[test]
fn the_books_mapped_guard_does_not_shorten_lives() {
    rejects("book_mapped_guard_of_a_reference", "E0597");
}

/// A guard that nobody keeps is refused where `unused_must_use` is: it has released the mutex at once.
#[test]
fn the_books_guard_has_to_be_kept() {
    rejects("book_guard_not_kept", "");
}

/// And so is a guard of a part.
#[test]
fn the_books_mapped_guard_has_to_be_kept() {
    rejects("book_mapped_guard_not_kept", "");
}

/// A reference that came from the guard can't be used when the guard is gone.
#[test]
fn a_reference_does_not_outlive_the_books_guard() {
    rejects("book_reference_outlives_the_guard", "E0505");
}

/// What `map` passes to its closure can't be kept beyond it.
#[test]
fn a_part_does_not_outlive_map() {
    rejects("book_part_outlives_map", "E0521");
}

/// A mutex can't be taken apart while there is a guard.
#[test]
fn the_books_mutex_is_not_taken_apart_while_held() {
    rejects("book_taken_apart_while_held", "E0505");
}

/// A guard that lends its value can't let go of the mutex.
#[test]
fn the_books_guard_does_not_let_go_while_it_lends() {
    rejects("book_unlocked_while_lent", "E0502");
}
