//! What the optimiser makes of shared references, of exclusive ones, and of cells.
#![cfg(not(model))]

use std::collections::BTreeSet;
use std::fs;

use harness::{Listing, listing};

/// The function calls that the optimiser left in a listing.
fn calls(name: &str, function: &str) -> BTreeSet<String> {
    listing(name, function).calls()
}

/// With one shared and one exclusive reference, the optimiser removes a branch that would be taken only if the shared
/// number changed.
#[test]
fn what_is_shared_does_not_change() {
    assert!(!calls("sell_exclusive", "sell").contains("changed"));
}

/// With two shared references to cells the branch stays: both may lead to the same cell.
#[test]
fn what_is_in_a_cell_may_change() {
    assert!(calls("sell_cells", "sell").contains("changed"));
}

/// With two exclusive references to cells the branch is removed: that a type allows interior mutability changes nothing
/// about `&mut`.
#[test]
fn an_exclusive_reference_to_a_cell_is_exclusive() {
    assert!(!calls("sell_exclusive_cells", "sell").contains("changed"));
}

/// The optimiser takes a number behind a `&u32` for the same after a call that it knows nothing of.
#[test]
fn a_call_does_not_change_what_is_shared() {
    assert_eq!(
        calls("call_between_plain", "watch"),
        BTreeSet::from(["anything".to_owned()])
    );
}

/// A number in a cell is read again after such a call.
#[test]
fn a_call_may_change_what_is_in_a_cell() {
    assert!(calls("call_between_cell", "watch").contains("changed"));
}

/// To add one to a number in a `Cell` compiles to the same instructions as to add one to a number that is borrowed
/// exclusively.
#[test]
fn a_cell_is_the_same_code_as_a_number() {
    let (plain, cell) = (listing("add_plain", "add"), listing("add_cell", "add"));
    assert_eq!(plain.decisions() + cell.decisions(), 0);
    let text = |name: &str| fs::read_to_string(format!("listings/{name}.s")).unwrap();
    assert_eq!(text("add_plain"), text("add_cell"));
}

/// A `Cell` can cost: two numbers that are borrowed plainly are loaded once, two cells that may be one are loaded again
/// after each write.
#[test]
fn cells_are_loaded_again_after_a_write() {
    let _ = (
        listing("twice_plain", "twice"),
        listing("twice_cell", "twice"),
    );
    let lines = |name: &str| {
        let text = fs::read_to_string(format!("listings/{name}.s")).unwrap();
        text.lines().filter(|line| line.contains('[')).count()
    };
    assert!(lines("twice_plain") < lines("twice_cell"));
}

/// A guard that holds a reference promises that its value doesn't change while a function that was given the guard runs,
/// dropped or not: the optimiser removes the branch.
#[test]
fn a_guard_that_holds_a_reference_promises_too_much() {
    assert!(!calls("guard_of_a_reference", "watch").contains("changed"));
}

/// A guard that holds a pointer doesn't: the branch stays.
#[test]
fn a_guard_that_holds_a_pointer_does_not() {
    assert!(calls("guard_of_a_pointer", "watch").contains("changed"));
}

/// To borrow a `RefCell` is a test and, as long as others may look, two stores in its count. Where nobody can look, the stores
/// are gone.
#[test]
fn a_refcell_tests_and_stores_its_count() {
    // The count is the first word of the cell.
    let stores = |listing: &Listing| {
        listing.instructions().map(|instructions| {
            let counts = instructions.filter(|line| line.contains("ptr [r"));
            counts
                .filter(|line| line.split(',').next().unwrap().ends_with(']'))
                .filter(|line| !line.contains(" + ") && !line.starts_with("cmp"))
                .count()
        })
    };
    let (alone, watched) = (
        listing("add_refcell", "add"),
        listing("add_refcell_and_call", "add"),
    );
    assert_eq!((alone.decisions(), watched.decisions()), (1, 1));
    if let (Some(alone), Some(watched)) = (stores(&alone), stores(&watched)) {
        assert_eq!((alone, watched), (0, 2));
    }
}

/// To load and to store an atomic, by `Acquire` and `Release`, are on x86-64 the instructions for a plain number; to add to one is an
/// instruction of its own.
#[test]
fn atomics_load_and_store_as_plain_numbers() {
    let _ = (
        listing("copy_plain", "copy"),
        listing("copy_atomic", "copy"),
    );
    let text = |name: &str| fs::read_to_string(format!("listings/{name}.s")).unwrap();
    assert_eq!(text("copy_plain"), text("copy_atomic"));
    let added = excluding(&listing("add_atomic", "add"));
    assert_eq!(added.unwrap_or(1), 1);
}

/// To lock a `Mutex` and let go of it are two atomic instructions on x86-64 Linux, and so are both of an `RwLock`.
#[test]
fn a_lock_takes_two_atomic_instructions() {
    for (name, function) in [("add_mutex", "add"), ("read_rwlock", "read")] {
        assert_eq!(
            excluding(&listing(name, function)).unwrap_or(2),
            2,
            "{name}"
        );
    }
}

/// How many instructions it has that no other core can come between.
fn excluding(listing: &Listing) -> Option<usize> {
    let locked = |line: &&str| line.starts_with("lock") || line.starts_with("xchg");
    Some(listing.instructions()?.filter(locked).count())
}
