//! Programs of *Mutexes* that the compiler must refuse.
#![cfg(not(model))]

// ---- Build it ----

/// The book's mutex of an `Rc` can't be shared: whoever locks it could clone the `Rc`.
#[test]
fn the_books_mutex_of_an_rc_can_not_be_shared() {
    harness::rejects("book_mutex_of_an_rc", "E0277");
}

/// The book's mutex of an `Rc` can't be sent: the `Rc` would go with it.
#[test]
fn the_books_mutex_of_an_rc_can_not_be_sent() {
    harness::rejects("book_mutex_of_an_rc_sent", "E0277");
}

/// A guard of the book's mutex can't be sent to another thread.
#[test]
fn the_books_guard_can_not_be_sent() {
    harness::rejects("book_guard_sent", "E0277");
}

/// A guard of what isn't `Sync` can't be shared.
#[test]
fn the_books_guard_of_a_cell_can_not_be_shared() {
    harness::rejects("book_guard_of_a_cell", "E0277");
}

/// A guard of a part can't be sent to another thread.
#[test]
fn the_books_mapped_guard_can_not_be_sent() {
    harness::rejects("book_mapped_guard_sent", "E0277");
}

/// A guard of a part that isn't `Sync` can't be shared, though the whole is.
#[test]
fn the_books_mapped_guard_of_a_cell_can_not_be_shared() {
    harness::rejects("book_mapped_guard_of_a_cell", "E0277");
}

/// The book's mutex is invariant: what it refers to can't be replaced by something that doesn't live as long.
#[test]
fn the_books_mutex_does_not_shorten_lives() {
    harness::rejects("book_mutex_of_a_reference", "E0597");
}

/// Its guard is invariant, too.
#[test]
fn the_books_guard_does_not_shorten_lives() {
    harness::rejects("book_guard_of_a_reference", "E0597");
}

/// And so is a guard of a part.
#[test]
fn the_books_mapped_guard_does_not_shorten_lives() {
    harness::rejects("book_mapped_guard_of_a_reference", "E0597");
}

/// A reference that came from the guard can't be used when the guard is gone.
#[test]
fn a_reference_does_not_outlive_the_books_guard() {
    harness::rejects("book_reference_outlives_the_guard", "E0505");
}

/// What `map` passes to its closure can't be kept beyond it.
#[test]
fn a_part_does_not_outlive_map() {
    harness::rejects("book_part_outlives_map", "E0521");
}

/// A mutex can't be taken apart while there is a guard.
#[test]
fn the_books_mutex_is_not_taken_apart_while_held() {
    harness::rejects("book_taken_apart_while_held", "E0505");
}
