//! What the optimiser makes of programs of *Borrowing and data races*. It is this compiler's choice and not a promise;
//! that it may choose so is what the pages are about.
#![cfg(not(model))]

use harness::{listing, optimised};

/// Given a shared and an exclusive reference, the optimiser removes the branch that is taken only if both lead to one
/// number.
#[test]
fn two_references_leave_no_branch() {
    let f = listing("two_references", "f");
    assert!(f.calls().is_empty(), "{f:?}");
    assert_eq!(f.decisions(), 0, "{f:?}");
}

/// Given two pointers, the branch stays, and a program whose pointers lead to one number takes it.
#[test]
fn two_pointers_leave_the_branch() {
    let f = listing("two_pointers", "f");
    assert!(f.calls().contains("both_are_one"), "{f:?}");
    assert_eq!(f.decisions(), 1, "{f:?}");
    optimised("two_pointers");
}

/// Undefined behaviour reaches back: because of a `get_unchecked` that comes later, an arm of a `match` is removed, and
/// what should take it takes another.
#[test]
fn an_arm_is_removed_because_of_what_comes_later() {
    let fees = listing("time_travel", "fees");
    assert!(fees.uses(7) && fees.uses(11), "{fees:?}");
    assert!(!fees.uses(13), "{fees:?}");
    optimised("time_travel");
}

/// With a checked index all arms of the `match` stay.
#[test]
fn with_a_checked_index_every_arm_stays() {
    let fees = listing("checked_index", "fees");
    assert!(fees.uses(7) && fees.uses(11) && fees.uses(13), "{fees:?}");
}

/// An arm that prints stays, although a `get_unchecked` comes later: a call that might not return may not be removed.
#[test]
fn an_arm_that_might_not_return_stays() {
    let rate = listing("prints_before", "rate");
    assert!(rate.calls().contains("std::io::stdio::_print"), "{rate:?}");
}

/// A loop that waits for plain memory to change reads it once, and then goes round for ever.
#[test]
fn a_loop_reads_plain_memory_once() {
    let wait = listing("waits_for_memory", "wait");
    assert!(wait.spins_for_ever(), "{wait:?}");
    assert_eq!(wait.decisions(), 1, "{wait:?}");
}

/// A loop that waits for an atomic reads it each time round.
#[test]
fn a_loop_reads_an_atomic_each_time() {
    let wait = listing("waits_for_an_atomic", "wait");
    assert!(!wait.spins_for_ever(), "{wait:?}");
    assert_eq!(wait.decisions(), 1, "{wait:?}");
}

/// A number wider than a register is read in two instructions, on the processor that the book shows.
#[test]
fn a_wide_number_is_read_in_two_steps() {
    let read = listing("wide_read", "read");
    assert!(read.calls().is_empty(), "{read:?}");
    if let Some(instructions) = read.instructions() {
        let reads = instructions.filter(|line| line.contains('[')).count();
        assert_eq!(reads, 2, "{read:?}");
    }
}
