//! A `RefCell` that counts to one.

use std::ops::{Deref, DerefMut};

use platform::cell::UnsafeCell;

use crate::Cell;

// ANCHOR: cell
/// A cell that lends its value once at a time.
#[derive(Debug)]
pub struct RefCell<T> {
    borrowed: Cell<bool>,
    value: UnsafeCell<T>,
}

impl<T> RefCell<T> {
    /// A cell that holds `value`.
    pub fn new(value: T) -> Self {
        let (borrowed, value) = (Cell::new(false), UnsafeCell::new(value));
        Self { borrowed, value }
    }

    /// Borrows the value, if nobody does.
    pub fn try_borrow_mut(&self) -> Option<RefMut<'_, T>> {
        if self.borrowed.replace(true) {
            return None;
        }
        Some(RefMut { cell: self })
    }
}
// ANCHOR_END: cell

// ANCHOR: guard
/// A borrow of a [`RefCell`]'s value, until it is dropped.
#[derive(Debug)]
pub struct RefMut<'b, T> {
    cell: &'b RefCell<T>,
}

impl<T> Drop for RefMut<'_, T> {
    fn drop(&mut self) {
        self.cell.borrowed.set(false);
    }
}

impl<T> Deref for RefMut<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this is the only guard, and lends shared.
        self.cell.value.with(|value| unsafe { &*value })
    }
}

impl<T> DerefMut for RefMut<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: this is the only guard, and is itself borrowed
        // exclusively.
        self.cell.value.with_mut(|value| unsafe { &mut *value })
    }
}
// ANCHOR_END: guard
