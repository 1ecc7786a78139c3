//! Faults that the models must find: cells that are said to be `Sync`, and stages that are wrong.
//!
//! `traces/` holds the executions that the book shows; `SNAPSHOTS=overwrite` records them.
#![cfg(model)]

use interior_mutability::stages::atomic::AtomicRefCell;
use interior_mutability::stages::{assigning, looking};
use interior_mutability::{Cell, OnceCell, RefCell};
use platform::model::{Bounds, model_fails, settle_report};
use platform::sync::Arc;
use platform::thread::{Options, start};

/// What somebody says may be shared.
struct Claimed<T>(T);

// SAFETY: none. This is the claim that the models refute.
unsafe impl<T> Sync for Claimed<T> {}
// SAFETY: as above.
unsafe impl<T> Send for Claimed<T> {}

/// Has two threads do the same with one value.
fn both<T: 'static>(value: T, f: fn(&T)) {
    let value = Arc::new(Claimed(value));
    let theirs = Arc::clone(&value);
    start(&Options::default(), Box::new(move || f(&theirs.0))).unwrap();
    f(&value.0);
}

/// A `Cell` that is said to be `Sync` is a data race as soon as two threads use it.
#[test]
fn a_cell_that_is_said_to_be_sync_races() {
    let report = model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        both(Cell::new(0), |cell| cell.set(cell.get() + 1));
    });
    settle_report("false-sync", &report);
}

/// Even two threads that only `get` and `set` whole values race.
#[test]
fn to_set_and_to_get_is_a_race() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        let cell = Arc::new(Claimed(Cell::new(0)));
        let theirs = Arc::clone(&cell);
        start(&Options::default(), Box::new(move || theirs.0.set(1))).unwrap();
        assert!(cell.0.get() < 2);
    });
}

/// A `RefCell` that is said to be `Sync` races for its count, readers too: to borrow is to write.
#[test]
fn a_refcell_that_is_said_to_be_sync_races() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        both(RefCell::new(0), |cell| drop(cell.try_borrow()));
    });
}

/// A `OnceCell` that is said to be `Sync` races when two threads set it.
#[test]
fn a_oncecell_that_is_said_to_be_sync_races() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        both(OnceCell::new(), |cell| _ = cell.set(1));
    });
}

/// With a flag that is looked at and then set, both threads can find it down and borrow the value exclusively.
#[test]
fn a_flag_that_is_looked_at_and_then_set_lets_both_in() {
    model_fails("Concurrent write accesses", Bounds::EXHAUSTIVE, || {
        both(looking::RefCell::new(0), |cell| {
            if let Some(mut guard) = cell.try_borrow_mut() {
                let value = guard.value();
                // SAFETY: what is to be refuted: the guard is the only one.
                unsafe { *value.deref() += 1 };
            }
        });
    });
}

/// Were `AtomicRefCell<T>` to be `Sync` without `T: Sync`, two threads could use a `Cell` at once, through a `Ref` each.
#[test]
fn without_sync_two_readers_of_a_cell_race() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        both(AtomicRefCell::new(Cell::new(0)), |cell| {
            if let Some(cell) = cell.try_borrow() {
                cell.set(1);
            }
        });
    });
}

/// A `set` that assigns drops the old value where it is: its destructor finds it in the cell, in the middle of the write.
#[test]
fn a_set_that_assigns_is_looked_into_by_a_destructor() {
    /// A value that looks into its cell when it is dropped.
    struct Curious(std::rc::Rc<assigning::Cell<Option<Curious>>>);
    impl Drop for Curious {
        fn drop(&mut self) {
            drop(self.0.replace(None));
        }
    }
    model_fails("currently writing to cell", Bounds::EXHAUSTIVE, || {
        let cell = std::rc::Rc::new(assigning::Cell::new(None));
        cell.set(Some(Curious(std::rc::Rc::clone(&cell))));
        cell.set(None);
    });
}
