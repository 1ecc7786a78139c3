//! Fails because the old guard is dropped at the end of `map`, and takes the flag down under the new one.
//! Caught by: `the_flag_is_up_all_the_time`: "the flag is down, and there is a guard".

use std::cell::Cell;
use std::ptr::NonNull;

/// An exclusive borrow, until it is dropped.
pub struct Lent<'b, T> {
    value: NonNull<T>,
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
        let value = NonNull::from(value);
        Self { value, borrowed }
    }

    /// The value.
    pub fn value(&mut self) -> &mut T {
        // SAFETY: it was an exclusive reference, for `'b`.
        unsafe { self.value.as_mut() }
    }

    /// Makes a guard of the part, and drops the old one.
    pub fn map<U, F>(mut orig: Self, part: F) -> Lent<'b, U>
    where
        F: FnOnce(&mut T) -> &mut U,
    {
        Lent {
            value: NonNull::from(part(orig.value())),
            borrowed: orig.borrowed,
        }
    }
}
