//! What a reader and a writer are given.
//!
//! # Invariants
//!
//! 1. Whoever has a read guard is in as a reader, so nobody writes the value. Whoever has a write guard is in as a writer, and so is alone with the
//!    value.
//! 2. A guard leaves after the last use of the value: its fields are dropped in their order, the pointer to the value first.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::ptr;

use platform::cell::{ConstPtr, MutPtr};

use crate::RwLock;
use crate::raw::RawRwLock;

// ---- Readers ----

// ANCHOR: read_guard
/// The value of a lock, for reading. Dropping it leaves the lock.
#[must_use = "the lock is left at once if the guard isn't kept"]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    /// A raw `*const`: neither `Send` nor `Sync`, and covariant in `T`.
    value: ConstPtr<T>,
    reading: Reading<'a>,
}

// SAFETY: who shares the guard gets `&T`, on several threads at once, and
// nothing else: so `T` has to be `Sync`.
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}

/// A reader is in for as long as this lives.
struct Reading<'a>(&'a RawRwLock);

impl Drop for Reading<'_> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: whoever made this was in as a reader, and the pointer to the
        // value is gone (2).
        unsafe { self.0.read_unlock() };
    }
}
// ANCHOR_END: read_guard

impl<'a, T: ?Sized> RwLockReadGuard<'a, T> {
    /// # Safety
    /// The caller is in as a reader, and leaves it to the guard to leave.
    #[inline]
    pub(crate) unsafe fn new(lock: &'a RwLock<T>) -> Self {
        Self {
            value: lock.value.get(),
            reading: Reading(&lock.raw),
        }
    }

    /// A guard of the part of the value that `part` returns. It leaves the lock when it is dropped.
    ///
    /// An associated function, so that it hides no method of `T`.
    pub fn map<U, F>(guard: Self, part: F) -> MappedRwLockReadGuard<'a, U>
    where
        F: FnOnce(&T) -> &U,
        U: ?Sized,
    {
        let Self { value, reading } = guard;
        MappedRwLockReadGuard {
            // SAFETY: nobody writes (1), and the guard was passed by value.
            part: value.map(|value| part(unsafe { &*value })),
            reading,
            lends: PhantomData,
        }
    }

    /// A guard of the part of the value that `part` returns.
    ///
    /// # Errors
    /// The guard itself, if `part` returns `None`.
    pub fn filter_map<U, F>(guard: Self, part: F) -> Result<MappedRwLockReadGuard<'a, U>, Self>
    where
        F: FnOnce(&T) -> Option<&U>,
        U: ?Sized,
    {
        let Some(part) = part(&guard).map(ptr::from_ref) else {
            return Err(guard);
        };
        let Self { value, reading } = guard;
        Ok(MappedRwLockReadGuard {
            part: value.map(|_| part),
            reading,
            lends: PhantomData,
        })
    }
}

/// A part of the value of a lock, for reading. Dropping it leaves the lock.
#[must_use = "the lock is left at once if the guard isn't kept"]
pub struct MappedRwLockReadGuard<'a, T: ?Sized> {
    part: ConstPtr<T>,
    reading: Reading<'a>,
    /// Whatever a `T` may borrow outlives the guard.
    lends: PhantomData<&'a T>,
}

// SAFETY: who shares the guard gets `&T`, and nothing else. What the part is of can't be reached any more.
unsafe impl<T: ?Sized + Sync> Sync for MappedRwLockReadGuard<'_, T> {}

impl<'a, T: ?Sized> MappedRwLockReadGuard<'a, T> {
    /// A guard of a part of this part.
    pub fn map<U, F>(guard: Self, part: F) -> MappedRwLockReadGuard<'a, U>
    where
        F: FnOnce(&T) -> &U,
        U: ?Sized,
    {
        MappedRwLockReadGuard {
            // SAFETY: as in `RwLockReadGuard::map`.
            part: guard.part.map(|value| part(unsafe { &*value })),
            reading: guard.reading,
            lends: PhantomData,
        }
    }

    /// A guard of a part of this part.
    ///
    /// # Errors
    /// The guard itself, if `part` returns `None`.
    pub fn filter_map<U, F>(guard: Self, part: F) -> Result<MappedRwLockReadGuard<'a, U>, Self>
    where
        F: FnOnce(&T) -> Option<&U>,
        U: ?Sized,
    {
        let Some(part) = part(&guard).map(ptr::from_ref) else {
            return Err(guard);
        };
        Ok(MappedRwLockReadGuard {
            part: guard.part.map(|_| part),
            reading: guard.reading,
            lends: PhantomData,
        })
    }
}

// ---- Writers ----

// ANCHOR: write_guard
/// The value of a lock, for writing. Dropping it leaves the lock.
#[must_use = "the lock is left at once if the guard isn't kept"]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    /// A raw `*mut`: neither `Send` nor `Sync`, and invariant in `T`.
    value: MutPtr<T>,
    writing: Writing<'a, T>,
    /// As good as a `&mut T`, also in that it isn't `UnwindSafe`.
    lends: PhantomData<&'a mut T>,
}

// SAFETY: who shares the guard gets `&T`, on several threads at once, and
// nothing else: so `T` has to be `Sync`.
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}
// ANCHOR_END: write_guard

/// A writer is in for as long as this lives.
struct Writing<'a, T: ?Sized>(&'a RwLock<T>);

impl<T: ?Sized> Drop for Writing<'_, T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: whoever made this was in as a writer, and the pointer to the value is gone (2).
        unsafe { self.0.raw.write_unlock() };
    }
}

impl<'a, T: ?Sized> Writing<'a, T> {
    /// The lock, for whoever now answers for the leaving.
    fn pass_on(self) -> &'a RwLock<T> {
        let lock = self.0;
        std::mem::forget(self);
        lock
    }
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// # Safety
    /// The caller is in as a writer, and leaves it to the guard to leave.
    #[inline]
    pub(crate) unsafe fn new(lock: &'a RwLock<T>) -> Self {
        Self {
            value: lock.value.get_mut(),
            writing: Writing(lock),
            lends: PhantomData,
        }
    }

    /// A read guard for a write guard, in one step: no other writer comes in between.
    ///
    /// Readers that wait are woken. So is a writer, and it may shut the door before they are in.
    ///
    /// An associated function, so that it hides no method of `T`.
    #[inline]
    pub fn downgrade(guard: Self) -> RwLockReadGuard<'a, T> {
        let lock = {
            // Dropped here: writing ends before the lock says so.
            let Self {
                value: _value,
                writing,
                ..
            } = guard;
            writing.pass_on()
        };
        // SAFETY: the guard was in as a writer (1), and its pointer to the value is gone.
        unsafe { lock.raw.downgrade() };
        // SAFETY: now this is in as a reader.
        unsafe { RwLockReadGuard::new(lock) }
    }

    /// A guard of the part of the value that `part` returns. It leaves the lock when it is dropped.
    pub fn map<U, F>(guard: Self, part: F) -> MappedRwLockWriteGuard<'a, U>
    where
        F: FnOnce(&mut T) -> &mut U,
        U: ?Sized,
    {
        let Self { value, writing, .. } = guard;
        // SAFETY: the lock is held (1), and the guard was passed by value.
        let part = value.map(|value| part(unsafe { &mut *value }));
        MappedRwLockWriteGuard {
            part,
            writing: WritingAPart(&writing.pass_on().raw),
            lends: PhantomData,
        }
    }

    /// A guard of the part of the value that `part` returns.
    ///
    /// # Errors
    /// The guard itself, if `part` returns `None`.
    pub fn filter_map<U, F>(mut guard: Self, part: F) -> Result<MappedRwLockWriteGuard<'a, U>, Self>
    where
        F: FnOnce(&mut T) -> Option<&mut U>,
        U: ?Sized,
    {
        let Some(part) = part(&mut guard).map(ptr::from_mut) else {
            return Err(guard);
        };
        let Self { value, writing, .. } = guard;
        Ok(MappedRwLockWriteGuard {
            part: value.map(|_| part),
            writing: WritingAPart(&writing.pass_on().raw),
            lends: PhantomData,
        })
    }
}

/// A part of the value of a lock, for writing. Dropping it leaves the lock.
#[must_use = "the lock is left at once if the guard isn't kept"]
pub struct MappedRwLockWriteGuard<'a, T: ?Sized> {
    part: MutPtr<T>,
    writing: WritingAPart<'a>,
    /// Whatever a `T` may borrow outlives the guard.
    lends: PhantomData<&'a mut T>,
}

// SAFETY: who shares the guard gets `&T`, and nothing else. What the part is of can't be reached any more.
unsafe impl<T: ?Sized + Sync> Sync for MappedRwLockWriteGuard<'_, T> {}

/// A writer is in for as long as this lives; what its lock is of, the guard has forgotten.
struct WritingAPart<'a>(&'a RawRwLock);

impl Drop for WritingAPart<'_> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: as for `Writing`, which this was made of.
        unsafe { self.0.write_unlock() };
    }
}

impl<'a, T: ?Sized> MappedRwLockWriteGuard<'a, T> {
    /// A guard of a part of this part.
    pub fn map<U, F>(guard: Self, part: F) -> MappedRwLockWriteGuard<'a, U>
    where
        F: FnOnce(&mut T) -> &mut U,
        U: ?Sized,
    {
        MappedRwLockWriteGuard {
            // SAFETY: as in `RwLockWriteGuard::map`.
            part: guard.part.map(|value| part(unsafe { &mut *value })),
            writing: guard.writing,
            lends: PhantomData,
        }
    }

    /// A guard of a part of this part.
    ///
    /// # Errors
    /// The guard itself, if `part` returns `None`.
    pub fn filter_map<U, F>(mut guard: Self, part: F) -> Result<MappedRwLockWriteGuard<'a, U>, Self>
    where
        F: FnOnce(&mut T) -> Option<&mut U>,
        U: ?Sized,
    {
        let Some(part) = part(&mut guard).map(ptr::from_mut) else {
            return Err(guard);
        };
        Ok(MappedRwLockWriteGuard {
            part: guard.part.map(|_| part),
            writing: guard.writing,
            lends: PhantomData,
        })
    }
}

// ---- What all of them can do ----

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: nobody writes (1).
        unsafe { self.value.deref() }
    }
}

impl<T: ?Sized> Deref for MappedRwLockReadGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: as for `RwLockReadGuard`; `part` came from a reference that lasts as long as the guard is in.
        unsafe { self.part.deref() }
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: nobody else is in (1), and whoever could write has to borrow the guard exclusively. Not
        // `MutPtr::deref`: that makes an exclusive reference, and another thread may have one of these already.
        self.value.with(|value| unsafe { &*value })
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: nobody else is in (1), and the guard is borrowed exclusively.
        unsafe { self.value.deref() }
    }
}

impl<T: ?Sized> Deref for MappedRwLockWriteGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: as for `RwLockWriteGuard`; `part` came from a reference that lasts as long as the guard is in.
        self.part.with(|part| unsafe { &*part })
    }
}

impl<T: ?Sized> DerefMut for MappedRwLockWriteGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as in `deref`, and the guard is borrowed exclusively.
        unsafe { self.part.deref() }
    }
}

macro_rules! shown_as_its_value {
    ($($guard:ident)*) => {$(
        impl<T: ?Sized + fmt::Debug> fmt::Debug for $guard<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: ?Sized + fmt::Display> fmt::Display for $guard<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }
    )*};
}

shown_as_its_value! {
    RwLockReadGuard MappedRwLockReadGuard RwLockWriteGuard MappedRwLockWriteGuard
}
