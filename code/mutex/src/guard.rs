//! What a held mutex gives out.
//!
//! # Invariants
//!
//! 1. Whoever has a guard holds the lock, and so is alone with the value.
//! 2. The lock is released after the last use of the value: a guard's fields are dropped in their order, the
//!    pointer to the value first.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use platform::cell::MutPtr;

use crate::Mutex;
use crate::raw::RawMutex;

/// The value of a mutex that is held. Dropping it releases the mutex.
#[must_use = "the mutex is released at once if the guard isn't kept"]
pub struct MutexGuard<'a, T: ?Sized> {
    /// A raw `*mut`: neither `Send` nor `Sync`, and invariant in `T`.
    value: MutPtr<T>,
    held: Held<'a>,
}

// SAFETY: who shares the guard gets `&T` by `deref`, on several threads at once, and nothing else: so `T` has to
// be `Sync`.
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}

/// The lock is held for as long as this lives.
struct Held<'a>(&'a RawMutex);

impl Drop for Held<'_> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: whoever made this had taken the lock, and the pointer to the value is gone (2).
        unsafe { self.0.unlock() };
    }
}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    /// # Safety
    /// The caller has taken the lock, and leaves it to the guard to release it.
    #[inline]
    pub(crate) unsafe fn new(mutex: &'a Mutex<T>) -> Self {
        Self {
            value: mutex.value.get_mut(),
            held: Held(&mutex.raw),
        }
    }

    /// A guard of the part of the value that `part` returns. The mutex is released when that guard is dropped.
    ///
    /// An associated function, so that it hides no method of `T`.
    pub fn map<U, F>(guard: Self, part: F) -> MappedMutexGuard<'a, U>
    where
        F: FnOnce(&mut T) -> &mut U,
        U: ?Sized,
    {
        let Self { value, held } = guard;
        MappedMutexGuard {
            // SAFETY: the lock is held (1), and the guard was passed by value.
            part: value.map(|value| part(unsafe { &mut *value })),
            _held: held,
            _lends: PhantomData,
        }
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the lock is held (1), and whoever could write has to borrow the guard exclusively. Not
        // `MutPtr::deref`: that makes an exclusive reference, and another thread may have one of these already.
        self.value.with(|value| unsafe { &*value })
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the lock is held (1), and the guard is borrowed exclusively.
        unsafe { self.value.deref() }
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// A part of the value of a mutex that is held. Dropping it releases the mutex.
#[must_use = "the mutex is released at once if the guard isn't kept"]
pub struct MappedMutexGuard<'a, T: ?Sized> {
    part: MutPtr<T>,
    _held: Held<'a>,
    /// Whatever a `T` may borrow outlives the guard.
    _lends: PhantomData<&'a mut T>,
}

// SAFETY: who shares the guard gets `&T` by `deref`, and nothing else. What the part is of can't be reached any more.
unsafe impl<T: ?Sized + Sync> Sync for MappedMutexGuard<'_, T> {}

impl<T: ?Sized> Deref for MappedMutexGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: as for `MutexGuard`; `part` came from a reference that lasts as long as the lock is held.
        self.part.with(|part| unsafe { &*part })
    }
}

impl<T: ?Sized> DerefMut for MappedMutexGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as in `deref`, and the guard is borrowed exclusively.
        unsafe { self.part.deref() }
    }
}
