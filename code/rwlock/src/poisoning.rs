//! A layer over the plain lock that remembers panics of writers, shaped like [`std::sync::RwLock`].
//!
//! A writer that panics may have left the value half written, and so the lock is *poisoned*: from then on whoever comes in is told. A reader
//! has only a shared reference, and its panic poisons nothing, as in std: the guards of readers are those of the plain lock. What can be written
//! through a shared reference, a reader may leave half written all the same, and nobody is told.

#![forbid(unsafe_code)]

use std::fmt;
use std::mem::{self, ManuallyDrop};
use std::ops::{Deref, DerefMut};
use std::panic::{RefUnwindSafe, UnwindSafe};

use poisoning::{Flag, Leave, LockResult, PoisonError, TryLockError, TryLockResult};

use crate as plain;
pub use crate::{MappedRwLockReadGuard, RwLockReadGuard};

// ANCHOR: rwlock
/// A value that many threads can read at once, or one can write, and that
/// remembers if one that wrote has panicked.
pub struct RwLock<T: ?Sized> {
    flag: Flag,
    lock: plain::RwLock<T>,
}
// ANCHOR_END: rwlock

/// Whoever comes in after a panic is told.
impl<T: ?Sized> UnwindSafe for RwLock<T> {}
/// Whoever comes in after a panic is told.
impl<T: ?Sized> RefUnwindSafe for RwLock<T> {}

impl<T> RwLock<T> {
    platform::const_fn! {
        /// A lock with nobody in, and with `value`, not poisoned.
        pub const fn new(value: T) -> Self {
            Self { flag: Flag::new(), lock: plain::RwLock::new(value) }
        }
    }

    /// The value. No guard is left, or the lock could not be moved.
    ///
    /// # Errors
    /// When the lock is poisoned. The value is in the error.
    pub fn into_inner(self) -> LockResult<T> {
        let Self { flag, lock } = self;
        flag.result(lock.into_inner())
    }

    /// A clone of the value.
    ///
    /// # Errors
    /// When the lock is poisoned. Nothing is cloned then.
    pub fn get_cloned(&self) -> Result<T, PoisonError<()>>
    where
        T: Clone,
    {
        match self.read() {
            Ok(value) => Ok(value.clone()),
            Err(_) => Err(PoisonError::new(())),
        }
    }

    /// Puts `value` in, and drops what was there when the lock is left.
    ///
    /// # Errors
    /// When the lock is poisoned. `value` is in the error then, and what was in the lock stays.
    pub fn set(&self, value: T) -> Result<(), PoisonError<T>> {
        self.replace(value).map(drop)
    }

    /// Puts `value` in, and returns what was there.
    ///
    /// # Errors
    /// When the lock is poisoned. `value` is in the error then, and what was in the lock stays.
    pub fn replace(&self, value: T) -> LockResult<T> {
        match self.write() {
            Ok(mut place) => Ok(mem::replace(&mut *place, value)),
            Err(_) => Err(PoisonError::new(value)),
        }
    }
}

impl<T: ?Sized> RwLock<T> {
    /// Waits until no writer is in or waiting, and comes in as a reader. It leaves when the guard is dropped.
    ///
    /// A thread that is in as a writer and calls this waits for ever. So does one that is in as a reader, if a writer waits.
    ///
    /// # Errors
    /// When the lock is poisoned. It has been taken, and the guard is in the error.
    ///
    /// # Panics
    /// When there are 2<sup>28</sup> readers in, which takes forgotten guards.
    #[inline]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        self.flag.result(self.lock.read())
    }

    /// Comes in as a reader if no writer is in or waiting.
    ///
    /// # Errors
    /// [`TryLockError::WouldBlock`] when a writer is in or waiting; [`TryLockError::Poisoned`] when the lock is poisoned: then it has been
    /// taken, and the guard is in the error.
    #[inline]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        let guard = self.lock.try_read().ok_or(TryLockError::WouldBlock)?;
        Ok(self.flag.result(guard)?)
    }

    // ANCHOR: write
    /// Waits until nobody is in, and comes in as a writer. It leaves when the
    /// guard is dropped.
    ///
    /// A thread that is in and calls this waits for ever.
    ///
    /// # Errors
    /// When the lock is poisoned. It has been taken, and the guard is in the
    /// error.
    #[inline]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let guard = self.lock.write();
        self.flag.result(RwLockWriteGuard {
            leave: Leave::new(&self.flag),
            guard,
        })
    }
    // ANCHOR_END: write

    /// Comes in as a writer if nobody is in, nobody waits, and no reader is at the door.
    ///
    /// # Errors
    /// [`TryLockError::WouldBlock`] when somebody is in or waiting; [`TryLockError::Poisoned`] when the lock is poisoned: then it has been
    /// taken, and the guard is in the error.
    #[inline]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let guard = self.lock.try_write().ok_or(TryLockError::WouldBlock)?;
        Ok(self.flag.result(RwLockWriteGuard {
            leave: Leave::new(&self.flag),
            guard,
        })?)
    }

    /// Whether the lock is poisoned. Without a guard the answer may be out of date.
    #[inline]
    pub fn is_poisoned(&self) -> bool {
        self.flag.is_set()
    }

    /// Takes the poison back: whoever calls this answers for the value.
    #[inline]
    pub fn clear_poison(&self) {
        self.flag.clear();
    }

    /// The value, without locking: nobody else has the lock, or it could not be borrowed exclusively.
    ///
    /// # Errors
    /// When the lock is poisoned. The value is in the error.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.flag.result(self.lock.get_mut())
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("RwLock");
        match self.lock.try_read() {
            Some(guard) => shown.field("data", &&*guard),
            None => shown.field("data", &format_args!("<locked>")),
        };
        shown.field("poisoned", &self.is_poisoned());
        shown.finish_non_exhaustive()
    }
}

impl<T: Default> Default for RwLock<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for RwLock<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

// ANCHOR: guard
/// The value of a lock, for writing. Dropping it leaves the lock, and poisons
/// it if that happens because of a panic.
#[must_use = "the lock is left at once if the guard isn't kept"]
#[clippy::has_significant_drop]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    /// Dropped first: the flag is set before another thread is in.
    leave: Leave<'a>,
    guard: plain::RwLockWriteGuard<'a, T>,
}
// ANCHOR_END: guard

/// Whoever comes in after a panic is told.
impl<T: ?Sized> UnwindSafe for RwLockWriteGuard<'_, T> {}
/// Whoever comes in after a panic is told.
impl<T: ?Sized> RefUnwindSafe for RwLockWriteGuard<'_, T> {}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// A read guard for a write guard, in one step: no other writer comes in between.
    ///
    /// Readers that wait are woken. So is a writer, and it may shut the door before they are in.
    ///
    /// An associated function, so that it hides no method of `T`.
    #[inline]
    pub fn downgrade(guard: Self) -> RwLockReadGuard<'a, T> {
        let Self { leave, guard } = guard;
        // Whatever unwinds through here began while this could write.
        drop(leave);
        plain::RwLockWriteGuard::downgrade(guard)
    }

    /// A guard of the part of the value that `part` returns. It leaves the lock when it is dropped.
    pub fn map<U, F>(guard: Self, part: F) -> MappedRwLockWriteGuard<'a, U>
    where
        F: FnOnce(&mut T) -> &mut U,
        U: ?Sized,
    {
        let Self { leave, guard } = guard;
        // If `part` unwinds, the plain guard leaves the lock. The panic is noted before, and not again here.
        let leave = ManuallyDrop::new(leave);
        let guard = plain::RwLockWriteGuard::map(guard, |value| leave.during(|| part(value)));
        let leave = ManuallyDrop::into_inner(leave);
        MappedRwLockWriteGuard { leave, guard }
    }

    /// A guard of the part of the value that `part` returns.
    ///
    /// # Errors
    /// The guard itself, if `part` returns `None`.
    pub fn filter_map<U, F>(guard: Self, part: F) -> Result<MappedRwLockWriteGuard<'a, U>, Self>
    where
        F: FnOnce(&mut T) -> Option<&mut U>,
        U: ?Sized,
    {
        let Self { leave, guard } = guard;
        let leave = ManuallyDrop::new(leave);
        let part = plain::RwLockWriteGuard::filter_map(guard, |value| leave.during(|| part(value)));
        let leave = ManuallyDrop::into_inner(leave);
        match part {
            Ok(guard) => Ok(MappedRwLockWriteGuard { leave, guard }),
            Err(guard) => Err(Self { leave, guard }),
        }
    }
}

/// A part of the value of a lock, for writing. Dropping it leaves the lock, and poisons it if that happens because of a panic.
#[must_use = "the lock is left at once if the guard isn't kept"]
#[clippy::has_significant_drop]
pub struct MappedRwLockWriteGuard<'a, T: ?Sized> {
    /// Dropped first: the flag is set before another thread is in.
    leave: Leave<'a>,
    guard: plain::MappedRwLockWriteGuard<'a, T>,
}

impl<'a, T: ?Sized> MappedRwLockWriteGuard<'a, T> {
    /// A guard of a part of this part.
    pub fn map<U, F>(guard: Self, part: F) -> MappedRwLockWriteGuard<'a, U>
    where
        F: FnOnce(&mut T) -> &mut U,
        U: ?Sized,
    {
        let Self { leave, guard } = guard;
        let leave = ManuallyDrop::new(leave);
        let guard = plain::MappedRwLockWriteGuard::map(guard, |value| leave.during(|| part(value)));
        let leave = ManuallyDrop::into_inner(leave);
        MappedRwLockWriteGuard { leave, guard }
    }

    /// A guard of a part of this part.
    ///
    /// # Errors
    /// The guard itself, if `part` returns `None`.
    pub fn filter_map<U, F>(guard: Self, part: F) -> Result<MappedRwLockWriteGuard<'a, U>, Self>
    where
        F: FnOnce(&mut T) -> Option<&mut U>,
        U: ?Sized,
    {
        let Self { leave, guard } = guard;
        let leave = ManuallyDrop::new(leave);
        let part =
            plain::MappedRwLockWriteGuard::filter_map(guard, |value| leave.during(|| part(value)));
        let leave = ManuallyDrop::into_inner(leave);
        match part {
            Ok(guard) => Ok(MappedRwLockWriteGuard { leave, guard }),
            Err(guard) => Err(Self { leave, guard }),
        }
    }
}

macro_rules! stands_for_its_value {
    ($($guard:ident)*) => {$(
        impl<T: ?Sized> Deref for $guard<'_, T> {
            type Target = T;

            #[inline]
            fn deref(&self) -> &T {
                &self.guard
            }
        }

        impl<T: ?Sized> DerefMut for $guard<'_, T> {
            #[inline]
            fn deref_mut(&mut self) -> &mut T {
                &mut self.guard
            }
        }

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

stands_for_its_value! { RwLockWriteGuard MappedRwLockWriteGuard }
