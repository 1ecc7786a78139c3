//! **Wrong on purpose**: a cell that drops the old value where it is.

use platform::cell::UnsafeCell;

// ANCHOR: cell
/// A cell whose value can be taken while it is being dropped.
#[derive(Debug)]
pub struct Cell<T> {
    value: UnsafeCell<T>,
}

impl<T> Cell<T> {
    /// A cell that holds `value`.
    pub fn new(value: T) -> Self {
        let value = UnsafeCell::new(value);
        Self { value }
    }

    /// Puts `value` in, and returns what was there.
    pub fn replace(&self, value: T) -> T {
        // SAFETY: one thread, one move; and `set` may be at work.
        unsafe { self.value.replace(value) }
    }

    /// Puts `value` in, and drops what was there.
    pub fn set(&self, value: T) {
        // SAFETY: none: the old value's destructor runs in the middle.
        self.value.with_mut(|place| unsafe { *place = value });
    }
}
// ANCHOR_END: cell
