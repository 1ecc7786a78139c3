//! A cell that is written once.
//!
//! # Strategy
//!
//! Before the value is there, nobody has a reference to it, so it may be written. Once it is there, it stays as it is,
//! so references to it may be lent.
//!
//! # Invariants
//!
//! 1. Accesses come from one thread at a time: `UnsafeCell` is not `Sync`, and neither is this.
//! 2. Through `&self` the value is written at most once, by `try_insert`, while there is none. Nothing of the caller's
//!    runs between its look and its write.
//!
//! # Source
//!
//! `core::cell::OnceCell`, which came out of the crate `once_cell`.

use std::fmt;
use std::{mem, ptr};

use platform::cell::UnsafeCell;

/// A place for a value that is set once and never changed through a shared reference.
///
/// ```
/// use interior_mutability::OnceCell;
///
/// let answer = OnceCell::new();
/// assert_eq!(answer.get_or_init(|| 42), &42);
/// assert_eq!(answer.get_or_init(|| unreachable!()), &42);
/// assert_eq!(answer.set(7), Err(7));
/// ```
pub struct OnceCell<T> {
    value: UnsafeCell<Option<T>>,
}

impl<T> OnceCell<T> {
    platform::const_fn! {
        /// A cell without a value.
        #[inline]
        #[must_use]
        pub const fn new() -> Self {
            Self { value: UnsafeCell::new(None) }
        }

        /// The value, if there is one.
        #[inline]
        pub const fn into_inner(self) -> Option<T> {
            // SAFETY: `self` is forgotten, so the copy is the only one.
            let value = unsafe { ptr::read(&raw const self.value) };
            mem::forget(self);
            value.into_inner()
        }
    }

    /// The value, if there is one.
    #[inline]
    pub fn get(&self) -> Option<&T> {
        // SAFETY: what `self` lends isn't written again for as long as it is lent (invariant 2).
        self.value.with(|value| unsafe { &*value }).as_ref()
    }

    /// The value, if there is one: nobody else has the cell.
    #[inline]
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.exclusive().as_mut()
    }

    /// Puts the value in.
    ///
    /// # Errors
    /// When there is one already; yours comes back.
    #[inline]
    pub fn set(&self, value: T) -> Result<(), T> {
        self.try_insert(value).map(drop)
    }

    // ANCHOR: try_insert
    /// Puts the value in, unless there is one: the only place where a value is
    /// written.
    #[inline]
    fn try_insert(&self, value: T) -> Result<&T, T> {
        if self.get().is_some() {
            return Err(value);
        }
        self.value.with_mut(|place| {
            // SAFETY: there is no value, so no reference to one, and nobody
            // else is looking (invariants 1 and 2).
            let place = unsafe { &mut *place };
            Ok(&*place.insert(value))
        })
    }
    // ANCHOR_END: try_insert

    // ANCHOR: get_or_init
    /// The value; that of `f`, if there was none.
    ///
    /// # Panics
    /// When `f` panics, and when `f` itself has set the cell.
    #[inline]
    pub fn get_or_init<F>(&self, f: F) -> &T
    where
        F: FnOnce() -> T,
    {
        match self.get() {
            Some(value) => value,
            None => self.init(f),
        }
    }

    #[cold]
    fn init(&self, f: impl FnOnce() -> T) -> &T {
        let value = f();
        // `f` may have set the cell and kept a reference, so there is another
        // look before the write.
        let Ok(value) = self.try_insert(value) else {
            panic!("reentrant init")
        };
        value
    }
    // ANCHOR_END: get_or_init

    /// Takes the value, if there is one: nobody else has the cell.
    #[inline]
    pub fn take(&mut self) -> Option<T> {
        mem::take(self).into_inner()
    }
}

impl<T> Default for OnceCell<T> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<T> From<T> for OnceCell<T> {
    #[inline]
    fn from(value: T) -> Self {
        Self {
            value: UnsafeCell::new(Some(value)),
        }
    }
}

impl<T: Clone> Clone for OnceCell<T> {
    #[inline]
    fn clone(&self) -> Self {
        self.get().cloned().map_or_else(Self::new, Self::from)
    }
}

impl<T: PartialEq> PartialEq for OnceCell<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: Eq> Eq for OnceCell<T> {}

impl<T: fmt::Debug> fmt::Debug for OnceCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = f.debug_tuple("OnceCell");
        match self.get() {
            Some(value) => tuple.field(value),
            None => tuple.field(&format_args!("<uninit>")),
        };
        tuple.finish()
    }
}
