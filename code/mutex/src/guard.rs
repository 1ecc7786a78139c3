//! What a held mutex gives out.
//!
//! # Invariants
//!
//! 1. Whoever has a guard holds the lock, and so is alone with the value.
//! 2. The lock is released after the last use of the value: a guard's fields are dropped in their order, the
//!    pointer to the value first.

use std::fmt;
use std::marker::PhantomData;
use std::mem::{self, MaybeUninit};
use std::ops::{Deref, DerefMut};
use std::ptr;

use platform::cell::MutPtr;

use crate::Mutex;
use crate::raw::RawMutex;

// ANCHOR: relock
/// How to take a mutex again that somebody else may hold by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relock {
    /// To try for a while before sleeping, as [`Mutex::lock`] does.
    Spin,
    /// To try once, and then sleep. It is better for a thread that has just
    /// been woken: who woke it may hold the mutex, and need this core.
    Sleep,
}
// ANCHOR_END: relock

// ANCHOR: guard
/// The value of a mutex that is held. Dropping it releases the mutex.
#[must_use = "the mutex is released at once if the guard isn't kept"]
#[clippy::has_significant_drop]
pub struct MutexGuard<'a, T: ?Sized> {
    /// A raw `*mut`: neither `Send` nor `Sync`, and invariant in `T`.
    value: MutPtr<T>,
    held: Held<'a, Mutex<T>>,
}

// SAFETY: who shares the guard gets `&T` by `deref`, on several threads at
// once, and nothing else: so `T` has to be `Sync`.
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}

/// The lock is held for as long as this lives.
struct Held<'a, L: Lock + ?Sized>(&'a L);

impl<L: Lock + ?Sized> Drop for Held<'_, L> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: whoever made this had taken the lock, and the pointer to the
        // value is gone (2).
        unsafe { self.0.raw().unlock() };
    }
}
// ANCHOR_END: guard

/// What can be held: a mutex, and its word where the type of the value isn't known any more.
trait Lock {
    fn raw(&self) -> &RawMutex;
}

impl<T: ?Sized> Lock for Mutex<T> {
    #[inline]
    fn raw(&self) -> &RawMutex {
        &self.raw
    }
}

impl Lock for RawMutex {
    #[inline]
    fn raw(&self) -> &RawMutex {
        self
    }
}

impl<'a, T: ?Sized> Held<'a, Mutex<T>> {
    /// The same, without the type of the value.
    fn untyped(self) -> Held<'a, RawMutex> {
        let raw = &self.0.raw;
        mem::forget(self);
        Held(raw)
    }
}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    /// # Safety
    /// The caller has taken the lock, and leaves it to the guard to release it.
    #[inline]
    pub(crate) unsafe fn new(mutex: &'a Mutex<T>) -> Self {
        Self {
            value: mutex.value.get_mut(),
            held: Held(mutex),
        }
    }

    // ANCHOR: unlocked
    /// Releases the mutex, calls `f`, and takes the mutex again, even if `f`
    /// panics: then the thread waits for it while it unwinds. What has to let
    /// go of a mutex for a while, as a condition variable has, stands on this.
    #[inline]
    pub fn unlocked<R, F>(guard: &mut Self, f: F) -> R
    where
        F: FnOnce() -> R,
    {
        Self::unlocked_with(guard, |_| f())
    }

    // ANCHOR_END: unlocked

    // ANCHOR: unlocked_with
    /// As [`unlocked`](Self::unlocked), and `f` may say how to take the mutex
    /// again: as [`Mutex::lock`] does, if it says nothing.
    #[inline]
    pub fn unlocked_with<R, F>(guard: &mut Self, f: F) -> R
    where
        F: FnOnce(&mut Relock) -> R,
    {
        /// Puts a guard where there is none.
        struct Refill<'g, 'a, T: ?Sized> {
            place: &'g mut MaybeUninit<MutexGuard<'a, T>>,
            mutex: &'a Mutex<T>,
            how: Relock,
        }

        impl<T: ?Sized> Drop for Refill<'_, '_, T> {
            #[inline]
            fn drop(&mut self) {
                match self.how {
                    Relock::Spin => self.mutex.raw.lock(),
                    Relock::Sleep => self.mutex.raw.lock_without_spinning(),
                }
                // SAFETY: the lock has been taken, for this guard.
                self.place.write(unsafe { MutexGuard::new(self.mutex) });
            }
        }

        let mutex = guard.held.0;
        let place = ptr::from_mut(guard).cast::<MaybeUninit<Self>>();
        // SAFETY: a place for a guard, borrowed exclusively. There is one in it
        // again before the borrow ends, however it ends: see `Refill`.
        let place = unsafe { &mut *place };
        // SAFETY: there is a guard in it, for the last time. It was borrowed
        // exclusively, so nobody uses the value by it.
        unsafe { place.assume_init_drop() };
        let how = Relock::Spin;
        let mut refill = Refill { place, mutex, how };
        let result = f(&mut refill.how);
        drop(refill);
        result
    }
    // ANCHOR_END: unlocked_with

    // ANCHOR: map
    /// A guard of the part of the value that `part` returns. The mutex is
    /// released when that guard is dropped.
    ///
    /// An associated function, so that it hides no method of `T`.
    #[inline]
    pub fn map<U, F>(guard: Self, part: F) -> MappedMutexGuard<'a, U>
    where
        F: FnOnce(&mut T) -> &mut U,
        U: ?Sized,
    {
        let Self { value, held } = guard;
        MappedMutexGuard {
            // SAFETY: the lock is held (1), and the guard was passed by value.
            part: value.map(|value| part(unsafe { &mut *value })),
            held: held.untyped(),
            lends: PhantomData,
        }
    }
    // ANCHOR_END: map

    /// A guard of the part of the value that `part` returns.
    ///
    /// # Errors
    /// The guard as it was, if `part` returns `None`.
    #[inline]
    pub fn filter_map<U, F>(guard: Self, part: F) -> Result<MappedMutexGuard<'a, U>, Self>
    where
        F: FnOnce(&mut T) -> Option<&mut U>,
        U: ?Sized,
    {
        // SAFETY: the lock is held (1), and the guard was passed by value.
        let part = guard
            .value
            .with(|value| part(unsafe { &mut *value }).map(ptr::from_mut));
        let Some(part) = part else { return Err(guard) };
        let Self { value, held } = guard;
        Ok(MappedMutexGuard {
            part: value.map(|_| part),
            held: held.untyped(),
            lends: PhantomData,
        })
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

// ANCHOR: mapped
/// A part of the value of a mutex that is held. Dropping it releases the mutex.
#[must_use = "the mutex is released at once if the guard isn't kept"]
#[clippy::has_significant_drop]
pub struct MappedMutexGuard<'a, T: ?Sized> {
    /// A raw `*mut`: neither `Send` nor `Sync`, and invariant in `T`.
    part: MutPtr<T>,
    held: Held<'a, RawMutex>,
    /// What this is, to the borrow checker.
    lends: PhantomData<&'a mut T>,
}

// SAFETY: who shares the guard gets `&T` by `deref`, and nothing else. What the
// part is of can't be reached any more, so nothing is asked of it.
unsafe impl<T: ?Sized + Sync> Sync for MappedMutexGuard<'_, T> {}
// ANCHOR_END: mapped

impl<'a, T: ?Sized> MappedMutexGuard<'a, T> {
    /// A guard of a part of this part.
    ///
    /// An associated function, so that it hides no method of `T`.
    #[inline]
    pub fn map<U, F>(guard: Self, part: F) -> MappedMutexGuard<'a, U>
    where
        F: FnOnce(&mut T) -> &mut U,
        U: ?Sized,
    {
        let Self {
            part: whole, held, ..
        } = guard;
        MappedMutexGuard {
            // SAFETY: the lock is held (1), and the guard was passed by value.
            part: whole.map(|whole| part(unsafe { &mut *whole })),
            held,
            lends: PhantomData,
        }
    }

    /// A guard of a part of this part.
    ///
    /// # Errors
    /// The guard as it was, if `part` returns `None`.
    #[inline]
    pub fn filter_map<U, F>(guard: Self, part: F) -> Result<MappedMutexGuard<'a, U>, Self>
    where
        F: FnOnce(&mut T) -> Option<&mut U>,
        U: ?Sized,
    {
        // SAFETY: the lock is held (1), and the guard was passed by value.
        let part = guard
            .part
            .with(|whole| part(unsafe { &mut *whole }).map(ptr::from_mut));
        let Some(part) = part else { return Err(guard) };
        let Self {
            part: whole, held, ..
        } = guard;
        Ok(MappedMutexGuard {
            part: whole.map(|_| part),
            held,
            lends: PhantomData,
        })
    }
}

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

impl<T: ?Sized + fmt::Debug> fmt::Debug for MappedMutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for MappedMutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
