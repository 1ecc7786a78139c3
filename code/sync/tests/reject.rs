//! Programs of *Under the names of std* that the compiler must refuse.
#![cfg(not(model))]

use harness::rejects;

/// The book's `Arc` isn't turned into one of a trait object or slice by itself, as std's is.
#[test]
fn the_books_arc_does_not_coerce() {
    rejects("coerced", "E0308");
}

/// A method can't take `self` as the book's `Arc`: for pointers of one's own that is unstable.
#[test]
fn the_books_arc_is_no_receiver() {
    rejects("receiver", "E0658");
}

/// std's condition variable doesn't take the guard of the book's mutex.
#[test]
fn types_of_both_do_not_mix() {
    rejects("mixed", "E0308");
}

/// What is made of std's `Arc` elsewhere isn't made of the book's: a `Waker`, for instance.
#[test]
fn a_waker_is_made_of_stds_arc() {
    rejects("waker", "E0277");
}

/// The book's `Arc` of a reference is taken to look at it when it is dropped. std's promises not to.
#[test]
fn the_books_arc_does_not_dangle() {
    rejects("dangling", "E0597");
}
