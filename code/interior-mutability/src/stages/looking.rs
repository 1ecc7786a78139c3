//! **Wrong on purpose**: a flag that is atomic, looked at, and then set.

use platform::atomic::{AtomicBool, Ordering::Acquire, Ordering::Release};
use platform::cell::{MutPtr, UnsafeCell};

/// A cell whose value two threads can borrow at the same time.
#[derive(Debug)]
pub struct RefCell<T> {
    borrowed: AtomicBool,
    value: UnsafeCell<T>,
}

// SAFETY: none: two threads may both find the flag down.
unsafe impl<T: Send> Sync for RefCell<T> {}

impl<T> RefCell<T> {
    /// A cell that holds `value`.
    pub fn new(value: T) -> Self {
        Self {
            borrowed: AtomicBool::new(false),
            value: UnsafeCell::new(value),
        }
    }

    // ANCHOR: try_borrow_mut
    /// Borrows the value, if nobody seems to.
    pub fn try_borrow_mut(&self) -> Option<RefMut<'_, T>> {
        // ORDERING: wrong: acquired for the Release in `drop`, and what it
        // tells may be over before the store below.
        if self.borrowed.load(Acquire) {
            return None;
        }
        // ORDERING: wrong: another thread may have looked as well.
        self.borrowed.store(true, Release);
        Some(RefMut { cell: self })
    }
    // ANCHOR_END: try_borrow_mut
}

/// A borrow of a [`RefCell`]'s value, until it is dropped.
#[derive(Debug)]
pub struct RefMut<'b, T> {
    cell: &'b RefCell<T>,
}

impl<T> RefMut<'_, T> {
    /// The value, for as long as the pointer lives.
    pub fn value(&mut self) -> MutPtr<T> {
        self.cell.value.get_mut()
    }
}

impl<T> Drop for RefMut<'_, T> {
    fn drop(&mut self) {
        // ORDERING: wrong: for the load, which isn't enough.
        self.cell.borrowed.store(false, Release);
    }
}
