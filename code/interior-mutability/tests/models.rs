//! Models of `AtomicRefCell`, the stage that threads may share. In a model build (`RUSTFLAGS="--cfg model"`) each runs in every
//! execution that its bounds allow; on an operating system the same body runs again and again.
//!
//! The guards hold the checker's own pointers, so a guard that is let in beside another is reported at once.

use interior_mutability::stages::atomic::AtomicRefCell;
use platform::model::{Bounds, model};
use platform::sync::Arc;
use platform::thread::{Options, start};

/// A cell, and a thread that does something with it.
fn beside(f: impl FnOnce(&AtomicRefCell<u32>) + Send + 'static) -> Arc<AtomicRefCell<u32>> {
    let cell = Arc::new(AtomicRefCell::new(0));
    let theirs = Arc::clone(&cell);
    start(&Options::default(), Box::new(move || f(&theirs))).unwrap();
    cell
}

/// Two exclusive borrows never meet, and the second sees what the first wrote.
#[test]
fn two_exclusive_borrows_never_meet() {
    model(Bounds::EXHAUSTIVE, || {
        let cell = beside(|cell| {
            if let Some(mut value) = cell.try_borrow_mut() {
                *value += 1;
            }
        });
        if let Some(mut value) = cell.try_borrow_mut() {
            *value += 1;
            assert!((1..=2).contains(&*value));
        }
    });
}

/// A shared borrow never meets an exclusive one, whichever comes first.
#[test]
fn a_shared_borrow_never_meets_an_exclusive_one() {
    model(Bounds::EXHAUSTIVE, || {
        let cell = beside(|cell| {
            if let Some(mut value) = cell.try_borrow_mut() {
                *value = 1;
                *value = 2;
            }
        });
        if let Some(value) = cell.try_borrow() {
            assert_ne!(*value, 1);
        }
        if let Some(mut value) = cell.try_borrow_mut() {
            *value += 1;
        }
    });
}

/// Shared borrows meet, and an exclusive one waits for none and meets none.
#[test]
fn shared_borrows_meet() {
    model(Bounds::preemptions(3), || {
        let cell = beside(|cell| {
            let value = cell.try_borrow();
            let again = cell.try_borrow();
            // Whoever reads keeps the writer out, and nobody else.
            assert!(value.is_none() || again.is_some());
        });
        let theirs = Arc::clone(&cell);
        let write = move || {
            if let Some(mut value) = theirs.try_borrow_mut() {
                *value += 1;
            }
        };
        start(&Options::default(), Box::new(write)).unwrap();
        if let Some(value) = cell.try_borrow() {
            assert!(*value <= 1);
            assert!(cell.try_borrow_mut().is_none());
            assert!(cell.try_borrow().is_some());
        }
    });
}
