//! A cell whose value is copied or moved, in and out.
//!
//! # Strategy
//!
//! No method lends a reference to the value through `&self`, so whatever is in the cell may be replaced at any time.
//!
//! # Invariants
//!
//! 1. Accesses come from one thread at a time: `UnsafeCell` is not `Sync`, and neither is this.
//! 2. An access is one copy or one move. Nothing of the caller's runs meanwhile, so accesses never nest.
//!
//! # Source
//!
//! `core::cell::Cell`.

use std::cmp::Ordering;
use std::fmt;
use std::{mem, ptr};

use platform::cell::UnsafeCell;

// ANCHOR: cell
/// Memory that is changed through a shared reference, by one thread.
///
/// ```
/// use interior_mutability::Cell;
///
/// let seats = Cell::new(5);
/// let (clerk, machine) = (&seats, &seats);
/// clerk.set(clerk.get() - 1);
/// assert_eq!(machine.get(), 4);
/// ```
#[repr(transparent)]
pub struct Cell<T: ?Sized> {
    value: UnsafeCell<T>,
}
// ANCHOR_END: cell

// No `unsafe impl` here: `UnsafeCell` is `Send` if its value is, and never `Sync`, and so is a cell.

impl<T> Cell<T> {
    platform::const_fn! {
        /// A cell that holds `value`.
        #[inline]
        pub const fn new(value: T) -> Self {
            Self { value: UnsafeCell::new(value) }
        }

        /// Puts `value` in, and returns what was there.
        #[inline]
        pub const fn replace(&self, value: T) -> T {
            // SAFETY: one thread, one move at a time (invariants 1 and 2).
            unsafe { self.value.replace(value) }
        }

        /// The value.
        #[inline]
        pub const fn into_inner(self) -> T {
            // SAFETY: `self` is forgotten, so the copy is the only one.
            let value = unsafe { ptr::read(&raw const self.value) };
            mem::forget(self);
            value.into_inner()
        }
    }

    // ANCHOR: set
    /// Puts `value` in, and drops what was there.
    #[inline]
    #[cfg_attr(model, track_caller)]
    pub fn set(&self, value: T) {
        // Not `*place = value`: that drops the old value where it is, and its
        // destructor might look into the cell.
        drop(self.replace(value));
    }
    // ANCHOR_END: set

    // ANCHOR: swap
    /// Exchanges the values of two cells, or of one with itself.
    ///
    /// # Panics
    /// When the two overlap and are not the same. Safe code has no such cells.
    #[inline]
    #[cfg_attr(model, track_caller)]
    pub fn swap(&self, other: &Self) {
        if ptr::eq(self, other) {
            return;
        }
        let distance = ptr::from_ref(self)
            .addr()
            .abs_diff(ptr::from_ref(other).addr());
        assert!(
            distance >= size_of::<T>(),
            "the cells that are to be swapped overlap"
        );
        self.value.with_mut(|ours| {
            other.value.with_mut(|theirs| {
                // SAFETY: one thread (invariant 1), and two places that
                // have no byte in common.
                unsafe { ptr::swap_nonoverlapping(ours, theirs, 1) };
            });
        });
    }
    // ANCHOR_END: swap

    /// Takes the value, and leaves the default.
    #[inline]
    #[cfg_attr(model, track_caller)]
    pub fn take(&self) -> T
    where
        T: Default,
    {
        // The default is made before the cell is touched: making it may run anything.
        self.replace(T::default())
    }
}

impl<T: Copy> Cell<T> {
    platform::const_fn! {
        /// A copy of the value.
        #[inline]
        pub const fn get(&self) -> T {
            // SAFETY: one thread, one copy at a time (invariants 1 and 2). `Copy`, not `Clone`: to clone may run
            // anything.
            unsafe { self.value.read() }
        }
    }

    /// Puts in what `f` makes of a copy of the value.
    #[inline]
    #[cfg_attr(model, track_caller)]
    pub fn update(&self, f: impl FnOnce(T) -> T) {
        self.set(f(self.get()));
    }
}

impl<T: ?Sized> Cell<T> {
    platform::const_fn! {
        /// Where the value is. Using the pointer is up to the caller's `unsafe`.
        #[inline]
        pub const fn as_ptr(&self) -> *mut T {
            self.value.as_ptr()
        }

        /// The value, by reference: nobody else has the cell.
        #[inline]
        pub const fn get_mut(&mut self) -> &mut T {
            self.value.exclusive()
        }
    }
}

// What follows is about layout. A model's cell is more than its value.

// ANCHOR: from_mut
#[cfg(not(model))]
impl<T: ?Sized> Cell<T> {
    /// Makes an exclusive reference into a shared one that may still be
    /// written through.
    #[inline]
    pub const fn from_mut(value: &mut T) -> &Self {
        // SAFETY: a cell is laid out as its value is (`repr(transparent)`),
        // and for as long as the result lives the value is reached through it
        // alone.
        unsafe { &*(&raw mut *value as *const Self) }
    }
}

#[cfg(not(model))]
impl<T> Cell<[T]> {
    /// A cell of several as several cells.
    #[inline]
    pub const fn as_slice_of_cells(&self) -> &[Cell<T>] {
        // SAFETY: laid out alike, as above; and who writes a part through
        // this or the whole through `self` moves whole values, one at a time.
        unsafe { &*(&raw const *self as *const [Cell<T>]) }
    }
}
// ANCHOR_END: from_mut

#[cfg(not(model))]
impl<T, const N: usize> Cell<[T; N]> {
    /// A cell of several as several cells.
    #[inline]
    pub const fn as_array_of_cells(&self) -> &[Cell<T>; N] {
        // SAFETY: as for a slice.
        unsafe { &*(&raw const *self).cast() }
    }
}

#[cfg(not(model))]
impl<T> AsRef<[Cell<T>]> for Cell<[T]> {
    #[inline]
    fn as_ref(&self) -> &[Cell<T>] {
        self.as_slice_of_cells()
    }
}

#[cfg(not(model))]
impl<T, const N: usize> AsRef<[Cell<T>]> for Cell<[T; N]> {
    #[inline]
    fn as_ref(&self) -> &[Cell<T>] {
        self.as_array_of_cells()
    }
}

#[cfg(not(model))]
impl<T, const N: usize> AsRef<[Cell<T>; N]> for Cell<[T; N]> {
    #[inline]
    fn as_ref(&self) -> &[Cell<T>; N] {
        self.as_array_of_cells()
    }
}

// All of these look at a copy. Were they to look into the cell, a comparison could replace what it is comparing.

impl<T: Copy> Clone for Cell<T> {
    #[inline]
    fn clone(&self) -> Self {
        Self::new(self.get())
    }
}

impl<T: Default> Default for Cell<T> {
    #[inline]
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for Cell<T> {
    #[inline]
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: PartialEq + Copy> PartialEq for Cell<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: Eq + Copy> Eq for Cell<T> {}

impl<T: PartialOrd + Copy> PartialOrd for Cell<T> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.get().partial_cmp(&other.get())
    }

    // `partial_cmp` would do for these, unless the value's own differ from it.

    #[inline]
    fn lt(&self, other: &Self) -> bool {
        self.get() < other.get()
    }

    #[inline]
    fn le(&self, other: &Self) -> bool {
        self.get() <= other.get()
    }

    #[inline]
    fn gt(&self, other: &Self) -> bool {
        self.get() > other.get()
    }

    #[inline]
    fn ge(&self, other: &Self) -> bool {
        self.get() >= other.get()
    }
}

impl<T: Ord + Copy> Ord for Cell<T> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.get().cmp(&other.get())
    }
}

impl<T: Copy + fmt::Debug> fmt::Debug for Cell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cell").field("value", &self.get()).finish()
    }
}
