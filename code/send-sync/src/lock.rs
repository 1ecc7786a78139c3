//! A mutex without poisoning, its guard, and a guard of a part.
//!
//! # Invariants
//!
//! 1. Whoever has a [`Guard`] holds the lock, and so is alone with the value.
//! 2. The lock is released after the last use of the value: a guard's fields are dropped in their order, the
//!    pointer to the value first.

use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;

use platform::cell::{MutPtr, UnsafeCell};

use crate::raw::RawLock;

// ANCHOR: lock
/// A value that one thread at a time can use.
pub struct Lock<T: ?Sized> {
    raw: RawLock,
    value: UnsafeCell<T>,
}

// SAFETY: who owns the lock can take the `T` out of it, on whatever thread.
unsafe impl<T: ?Sized + Send> Send for Lock<T> {}
// SAFETY: who shares the lock gets `&mut T`, and with it can swap the `T` out.
// So sharing the lock is a way to send the `T`. Two threads never have a `&T`
// at once that came from the lock itself, so `T: Sync` isn't needed.
unsafe impl<T: ?Sized + Send> Sync for Lock<T> {}
// ANCHOR_END: lock

impl<T> Lock<T> {
    platform::const_fn! {
        /// A lock that nobody holds, with `value` in it.
        pub const fn new(value: T) -> Self {
            Self { raw: RawLock::new(), value: UnsafeCell::new(value) }
        }
    }

    /// The value. No guard is left, or the lock could not be moved.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: ?Sized> Lock<T> {
    /// Waits until nobody holds the lock, and takes it. It is released when the guard is dropped.
    ///
    /// A thread that holds the lock and calls this waits for ever.
    pub fn lock(&self) -> Guard<'_, T> {
        self.raw.lock();
        Guard {
            value: self.value.get_mut(),
            _held: Held { raw: &self.raw },
        }
    }
}

// ANCHOR: guard
/// The value of a lock that is held. Dropping it releases the lock.
#[must_use = "the lock is released at once if the guard isn't kept"]
pub struct Guard<'a, T: ?Sized> {
    /// A raw `*mut`: neither `Send` nor `Sync`, and invariant in `T`.
    value: MutPtr<T>,
    _held: Held<'a>,
}

// SAFETY: who shares the guard gets `&T` by `deref`, on several threads at
// once, and nothing else: so `T` has to be `Sync`.
unsafe impl<T: ?Sized + Sync> Sync for Guard<'_, T> {}
// ANCHOR_END: guard

/// The lock is held for as long as this lives.
struct Held<'a> {
    raw: &'a RawLock,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        // SAFETY: `Lock::lock` took it, and the pointer to the value is gone (2).
        unsafe { self.raw.unlock() };
    }
}

impl<T: ?Sized> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the lock is held (1), and whoever could write has to borrow the guard exclusively. Not
        // `MutPtr::deref`: that makes an exclusive reference, and another thread may have one of these already.
        self.value.with(|value| unsafe { &*value })
    }
}

impl<T: ?Sized> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the lock is held (1), and the guard is borrowed exclusively.
        unsafe { self.value.deref() }
    }
}

// ANCHOR: map
impl<'a, T: ?Sized> Guard<'a, T> {
    /// A guard of what `part` returns. The lock is released when it is dropped.
    pub fn map<U, F>(mut guard: Self, part: F) -> MappedGuard<'a, T, U>
    where
        U: ?Sized,
        F: FnOnce(&mut T) -> &mut U,
    {
        MappedGuard {
            part: NonNull::from(part(&mut guard)),
            _guard: guard,
            _lends: PhantomData,
        }
    }
}

/// A part of the value of a lock that is held, or whatever else [`Guard::map`]
/// was given.
#[must_use = "the lock is released at once if the guard isn't kept"]
pub struct MappedGuard<'a, T: ?Sized, U: ?Sized> {
    part: NonNull<U>,
    _guard: Guard<'a, T>,
    /// Stands for what `part` is: a `NonNull<U>` alone would let `U` be
    /// exchanged for a subtype, which a `&mut U` must not.
    _lends: PhantomData<&'a mut U>,
}

// SAFETY: who shares it gets `&U`, so `U` has to be `Sync`. The `T` behind the
// guard can't be reached any more, so nothing is asked of it.
unsafe impl<T: ?Sized, U: ?Sized + Sync> Sync for MappedGuard<'_, T, U> {}
// ANCHOR_END: map

impl<T: ?Sized, U: ?Sized> Deref for MappedGuard<'_, T, U> {
    type Target = U;

    fn deref(&self) -> &U {
        // SAFETY: it came from the `&mut U` of `map`, which lasts as long as the lock is held (1).
        unsafe { self.part.as_ref() }
    }
}

impl<T: ?Sized, U: ?Sized> DerefMut for MappedGuard<'_, T, U> {
    fn deref_mut(&mut self) -> &mut U {
        // SAFETY: as in `deref`, and `self` is borrowed exclusively.
        unsafe { self.part.as_mut() }
    }
}
