//! # Narrow a guard
//!
//! A guard lends a value, and takes down a flag when it is dropped. Write `map`, which makes of it a guard of a part; the flag is up for
//! as long as there is a guard. You may change the struct.

use std::cell::Cell;

/// An exclusive borrow, until it is dropped.
pub struct Lent<'b, T> {
    value: &'b mut T,
    borrowed: &'b Cell<bool>,
}

impl<T> Drop for Lent<'_, T> {
    fn drop(&mut self) {
        self.borrowed.set(false);
    }
}

impl<'b, T> Lent<'b, T> {
    /// Lends `value`, and puts the flag up.
    pub fn new(value: &'b mut T, borrowed: &'b Cell<bool>) -> Self {
        borrowed.set(true);
        Self { value, borrowed }
    }

    /// The value.
    pub fn value(&mut self) -> &mut T {
        self.value
    }

    /// Narrows the borrow to a part.
    pub fn map<U, F>(orig: Self, part: F) -> Lent<'b, U>
    where
        F: FnOnce(&mut T) -> &mut U,
    {
        let _ = (orig, part);
        todo!("a field can't be moved out of what has a destructor")
    }
}
