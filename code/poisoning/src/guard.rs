//! What a held mutex gives out. The order of the fields is the order in which they are dropped, and invariant 1 of the
//! crate depends on it.

use std::fmt;
use std::mem::{self, ManuallyDrop};
use std::ops::{Deref, DerefMut};
use std::panic::{RefUnwindSafe, UnwindSafe};

use mutex::Relock;

use crate::{Entry, Flag, LockResult};

// ANCHOR: leave
/// Notes at its end whether its thread panics, if it didn't at its beginning.
pub struct Leave<'a> {
    flag: &'a Flag,
    entry: Entry,
}

impl<'a> Leave<'a> {
    /// Made when the lock has been taken, and to be dropped before it is
    /// released.
    #[inline]
    pub fn new(flag: &'a Flag) -> Self {
        Self {
            flag,
            entry: flag.enter(),
        }
    }
}

impl Drop for Leave<'_> {
    #[inline]
    fn drop(&mut self) {
        self.flag.leave(&self.entry);
    }
}
// ANCHOR_END: leave

impl Leave<'_> {
    // ANCHOR: during
    /// Calls `f`, and notes a panic of `f` before whatever the caller has is
    /// dropped. If `f` returns, nothing is noted.
    #[inline]
    pub fn during<R>(&self, f: impl FnOnce() -> R) -> R {
        let inner = Self {
            flag: self.flag,
            entry: self.entry.clone(),
        };
        let result = f();
        mem::forget(inner);
        result
    }
    // ANCHOR_END: during
}

// ANCHOR: guard
/// The value of a mutex that is held. Dropping it releases the mutex, and
/// poisons it if that is because of a panic.
#[must_use = "the mutex is released at once if the guard isn't kept"]
#[clippy::has_significant_drop]
pub struct MutexGuard<'a, T: ?Sized> {
    /// Comes first: it is dropped while the mutex is held.
    pub(crate) leave: Leave<'a>,
    pub(crate) value: mutex::MutexGuard<'a, T>,
}
// ANCHOR_END: guard

// As in std: a guard that unwinding drops poisons its mutex.
impl<T: ?Sized> UnwindSafe for MutexGuard<'_, T> {}
impl<T: ?Sized> RefUnwindSafe for MutexGuard<'_, T> {}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    // ANCHOR: unlocked
    /// Releases the mutex, calls `f`, and takes the mutex again, even if `f`
    /// panics. How the guard was entered stays noted, so a panic of `f` counts
    /// as any other: it poisons the mutex if it drops the guard.
    ///
    /// # Errors
    /// If the mutex is poisoned when it has been taken again. What `f` returned
    /// is in the error.
    #[inline]
    pub fn unlocked<R, F>(guard: &mut Self, f: F) -> LockResult<R>
    where
        F: FnOnce() -> R,
    {
        Self::unlocked_with(guard, |_| f())
    }

    /// As [`unlocked`](Self::unlocked), and `f` may say how to take the mutex
    /// again.
    ///
    /// # Errors
    /// As for [`unlocked`](Self::unlocked).
    #[inline]
    pub fn unlocked_with<R, F>(guard: &mut Self, f: F) -> LockResult<R>
    where
        F: FnOnce(&mut Relock) -> R,
    {
        let result = mutex::MutexGuard::unlocked_with(&mut guard.value, f);
        guard.leave.flag.result(result)
    }
    // ANCHOR_END: unlocked

    // ANCHOR: map
    /// A guard of the part of the value that `part` returns. The mutex is
    /// released when that guard is dropped.
    ///
    /// An associated function, so that it hides no method of `T`.
    pub fn map<U, F>(guard: Self, part: F) -> MappedMutexGuard<'a, U>
    where
        F: FnOnce(&mut T) -> &mut U,
        U: ?Sized,
    {
        let Self { leave, value } = guard;
        let leave = ManuallyDrop::new(leave);
        let part = mutex::MutexGuard::map(value, |value| {
            // If `part` unwinds, the guard that is passed on releases the
            // mutex. The panic is noted before that, and not after it.
            leave.during(|| part(value))
        });
        let leave = ManuallyDrop::into_inner(leave);
        MappedMutexGuard { leave, part }
    }
    // ANCHOR_END: map

    /// A guard of the part of the value that `part` returns, or the guard again if it returns none.
    ///
    /// # Errors
    /// The guard, if there is no such part.
    pub fn filter_map<U, F>(guard: Self, part: F) -> Result<MappedMutexGuard<'a, U>, Self>
    where
        F: FnOnce(&mut T) -> Option<&mut U>,
        U: ?Sized,
    {
        let Self { leave, value } = guard;
        let leave = ManuallyDrop::new(leave);
        let part = mutex::MutexGuard::filter_map(value, |value| leave.during(|| part(value)));
        let leave = ManuallyDrop::into_inner(leave);
        match part {
            Ok(part) => Ok(MappedMutexGuard { leave, part }),
            Err(value) => Err(Self { leave, value }),
        }
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
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

/// A part of the value of a mutex that is held. Dropping it releases the mutex, and poisons it if that is because of a panic.
#[must_use = "the mutex is released at once if the guard isn't kept"]
#[clippy::has_significant_drop]
pub struct MappedMutexGuard<'a, T: ?Sized> {
    /// Comes first: it is dropped while the mutex is held.
    leave: Leave<'a>,
    part: mutex::MappedMutexGuard<'a, T>,
}

impl<'a, T: ?Sized> MappedMutexGuard<'a, T> {
    /// A guard of a part of the part. The mutex is released when that guard is dropped.
    pub fn map<U, F>(guard: Self, part: F) -> MappedMutexGuard<'a, U>
    where
        F: FnOnce(&mut T) -> &mut U,
        U: ?Sized,
    {
        let Self { leave, part: whole } = guard;
        let leave = ManuallyDrop::new(leave);
        let part = mutex::MappedMutexGuard::map(whole, |whole| leave.during(|| part(whole)));
        let leave = ManuallyDrop::into_inner(leave);
        MappedMutexGuard { leave, part }
    }

    /// A guard of a part of the part, or the guard again if there is none.
    ///
    /// # Errors
    /// The guard, if there is no such part.
    pub fn filter_map<U, F>(guard: Self, part: F) -> Result<MappedMutexGuard<'a, U>, Self>
    where
        F: FnOnce(&mut T) -> Option<&mut U>,
        U: ?Sized,
    {
        let Self { leave, part: whole } = guard;
        let leave = ManuallyDrop::new(leave);
        let part = mutex::MappedMutexGuard::filter_map(whole, |whole| leave.during(|| part(whole)));
        let leave = ManuallyDrop::into_inner(leave);
        match part {
            Ok(part) => Ok(MappedMutexGuard { leave, part }),
            Err(part) => Err(Self { leave, part }),
        }
    }
}

impl<T: ?Sized> Deref for MappedMutexGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.part
    }
}

impl<T: ?Sized> DerefMut for MappedMutexGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.part
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
