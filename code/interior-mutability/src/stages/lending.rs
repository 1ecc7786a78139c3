//! **Wrong on purpose**: a cell that lends references to its value.

use platform::cell::UnsafeCell;

// ANCHOR: cell
/// A cell that can be set while what it has lent is in use.
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

    /// Lends the value.
    pub fn get(&self) -> &T {
        // SAFETY: none: `set` may be called while this is lent.
        self.value.with(|value| unsafe { &*value })
    }

    /// Puts `value` in, and drops what was there.
    pub fn set(&self, value: T) {
        // SAFETY: none: see `get`.
        drop(unsafe { self.value.replace(value) });
    }
}
// ANCHOR_END: cell
