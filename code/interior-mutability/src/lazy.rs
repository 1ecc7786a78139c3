//! A cell that knows how to make its value.
//!
//! # Strategy
//!
//! A [`OnceCell`] for the value, and beside it a [`Cell`] with the function that makes it. There is no `unsafe` here:
//! the function can be taken out once, and the value written once.
//!
//! # States
//!
//! | value | function | |
//! |---|---|---|
//! | none | there | nobody has asked |
//! | none | gone | it is running, or has panicked: *poisoned* |
//! | there | gone | made |
//!
//! # Source
//!
//! `core::cell::LazyCell`. It keeps the value where the function was; this one has room for both.

use std::fmt;
use std::ops::{Deref, DerefMut};

use crate::{Cell, OnceCell};

/// A value that is made when it is first asked for.
///
/// ```
/// use interior_mutability::LazyCell;
///
/// let answer = LazyCell::new(|| 42);
/// assert_eq!(LazyCell::get(&answer), None);
/// assert_eq!(*answer, 42);
/// assert_eq!(LazyCell::get(&answer), Some(&42));
/// ```
// ANCHOR: lazy
pub struct LazyCell<T, F = fn() -> T> {
    value: OnceCell<T>,
    make: Cell<Option<F>>,
}
// ANCHOR_END: lazy

impl<T, F: FnOnce() -> T> LazyCell<T, F> {
    platform::const_fn! {
        /// A cell whose value `make` will make.
        #[inline]
        pub const fn new(make: F) -> Self {
            Self { value: OnceCell::new(), make: Cell::new(Some(make)) }
        }
    }

    // ANCHOR: force
    /// The value, which is made if it isn't there.
    ///
    /// # Panics
    /// When making it panics, has panicked, or asks for it.
    #[inline]
    pub fn force(this: &Self) -> &T {
        this.value.get_or_init(|| match this.make.take() {
            Some(make) => make(),
            None => panic!("LazyCell instance has previously been poisoned"),
        })
    }
    // ANCHOR_END: force

    /// The value, which is made if it isn't there: nobody else has the cell.
    ///
    /// # Panics
    /// When making it panics or has panicked.
    #[inline]
    pub fn force_mut(this: &mut Self) -> &mut T {
        Self::force(this);
        this.value.get_mut().expect("it has been made")
    }
}

impl<T, F> LazyCell<T, F> {
    /// The value, if it has been made.
    #[inline]
    pub fn get(this: &Self) -> Option<&T> {
        this.value.get()
    }

    /// The value, if it has been made: nobody else has the cell.
    #[inline]
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        this.value.get_mut()
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyCell<T, F> {
    type Target = T;

    /// # Panics
    /// As [`LazyCell::force`].
    #[inline]
    fn deref(&self) -> &T {
        Self::force(self)
    }
}

impl<T, F: FnOnce() -> T> DerefMut for LazyCell<T, F> {
    /// # Panics
    /// As [`LazyCell::force_mut`].
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        Self::force_mut(self)
    }
}

impl<T: Default> Default for LazyCell<T> {
    #[inline]
    fn default() -> Self {
        Self::new(T::default)
    }
}

impl<T: fmt::Debug, F> fmt::Debug for LazyCell<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = f.debug_tuple("LazyCell");
        match self.value.get() {
            Some(value) => tuple.field(value),
            None => tuple.field(&format_args!("<uninit>")),
        };
        tuple.finish()
    }
}
