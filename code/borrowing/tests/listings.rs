//! What the optimiser makes of programs of *Borrowing and data races*.
#![cfg(not(model))]

use harness::{listing, optimised};

/// With a shared and an exclusive reference to a number, the optimiser removes the branch that is only taken when
/// both point to one.
#[test]
fn two_references_leave_no_branch() {
    let f = listing("two_references", "f");
    assert!(f.calls().is_empty(), "{f:?}");
    assert_eq!(f.decisions(), 0, "{f:?}");
}

/// With two raw pointers the branch stays.
#[test]
fn two_pointers_leave_the_branch() {
    let f = listing("two_pointers", "f");
    assert!(f.calls().contains("both_point_to_one"), "{f:?}");
    assert_eq!(f.decisions(), 1, "{f:?}");
    optimised("two_pointers");
}
