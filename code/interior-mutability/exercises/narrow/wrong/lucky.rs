//! Fails because the old guard is forgotten before the closure has returned, and a panic leaves the flag up.
//! Caught by: `a_panic_takes_the_flag_down`: "the flag is up, and there is no guard".

use std::cell::Cell;
use std::mem::ManuallyDrop;
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

    /// Makes a guard of the part, and never drops the old one.
    pub fn map<U, F>(orig: Self, part: F) -> Lent<'b, U>
    where
        F: FnOnce(&mut T) -> &mut U,
    {
        let mut orig = ManuallyDrop::new(orig);
        Lent {
            value: NonNull::from(part(orig.value())),
            borrowed: orig.borrowed,
        }
    }
}
