//! Programs that the compiler refuses. Each test's doc comment says why.
#![cfg(not(model))]

use harness::rejects;

/// Two threads can't share a `Cell`.
#[test]
fn a_cell_can_not_be_shared_between_threads() {
    rejects("cell_between_threads", "E0277");
}

/// Two threads can't share a `RefCell`.
#[test]
fn a_refcell_can_not_be_shared_between_threads() {
    rejects("refcell_between_threads", "E0277");
}

/// A number can't be assigned to through a shared reference.
#[test]
fn a_shared_reference_can_not_be_assigned_through() {
    rejects("assigns_through_shared", "E0594");
}

/// A method that wants `&mut self` can't be called through a shared reference.
#[test]
fn a_shared_reference_can_not_become_exclusive() {
    rejects("pushes_through_shared", "E0596");
}

/// `Cell::get` copies, so the value has to be `Copy`.
#[test]
fn get_wants_a_copy() {
    rejects("get_needs_copy", "E0599");
}

/// A `Cell` gives no reference to its value.
#[test]
fn a_cell_lends_nothing() {
    rejects("reference_into_a_cell", "E0614");
}

/// What a guard lends can't outlive the guard.
#[test]
fn what_a_guard_lends_does_not_outlive_it() {
    rejects("outlives_its_guard", "E0515");
}

/// A value can't be moved out of a `RefCell` through a guard.
#[test]
fn a_guard_gives_its_value_to_nobody() {
    rejects("moves_out_of_a_borrow", "E0507");
}

/// To write through a pointer that was made of a shared reference is refused by a lint, where the compiler can see it.
#[test]
fn a_cast_does_not_make_a_shared_reference_exclusive() {
    rejects("casts_to_exclusive", "");
}

/// `UnsafePinned` exists and is unstable.
#[test]
fn unsafe_pinned_is_unstable() {
    rejects("unsafe_pinned", "E0658");
}

/// `Atomic<T>` exists and is unstable.
#[test]
fn a_generic_atomic_is_unstable() {
    rejects("generic_atomic", "E0658");
}

// ---- The book's own ----

/// Two threads can't share the book's `Cell`.
#[test]
fn the_books_cell_can_not_be_shared() {
    rejects("book_cell_between_threads", "E0277");
}

/// Two threads can't share the book's `RefCell`.
#[test]
fn the_books_refcell_can_not_be_shared() {
    rejects("book_refcell_between_threads", "E0277");
}

/// Two threads can't share the book's `OnceCell`.
#[test]
fn the_books_oncecell_can_not_be_shared() {
    rejects("book_oncecell_between_threads", "E0277");
}

/// A guard can't go to another thread: its count stays behind.
#[test]
fn a_guard_stays_in_its_thread() {
    rejects("book_ref_in_a_thread", "E0277");
}

/// A `RefMut` of what lives long doesn't stand for one of what lives less long: something short-lived could be put in.
#[test]
fn a_refmut_is_invariant() {
    rejects("book_refmut_of_longer", "");
}

/// The closure of `map` can't keep what it is lent.
#[test]
fn the_closure_of_map_keeps_nothing() {
    rejects("book_map_lets_out", "E0521");
}

/// The closure of `RefMut::map_split` can't return two parts that overlap.
#[test]
fn parts_that_overlap_are_refused() {
    rejects("book_parts_overlap", "E0499");
}

/// `AtomicRefCell` asks for `T: Sync`: two threads could use the `Cell` at the same time, through a `Ref` each.
#[test]
fn an_atomic_refcell_of_a_cell_can_not_be_shared() {
    rejects("atomic_of_a_cell", "E0277");
}

/// `AtomicRefCell` asks for `T: Send`: another thread could take what is bound to its thread, here a lock's guard.
#[test]
fn an_atomic_refcell_of_a_guard_can_not_be_shared() {
    rejects("atomic_of_a_guard", "E0277");
}
