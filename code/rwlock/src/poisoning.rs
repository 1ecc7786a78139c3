//! A layer over the plain lock that remembers panics of writers, shaped like [`std::sync::RwLock`].
//!
//! A writer that panics may have left the value half written, and so the lock is *poisoned*: from then on whoever comes in is told. A reader
//! can leave nothing half written, and its panic poisons nothing: the guards of readers are those of the plain lock.

#![forbid(unsafe_code)]

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::{RefUnwindSafe, UnwindSafe};

use poisoning::{Entry, Flag, LockResult, PoisonError, TryLockError, TryLockResult};

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
        flag.told(lock.into_inner())
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
        self.flag.told(self.lock.read())
    }

    /// Comes in as a reader if no writer is in or waiting.
    ///
    /// # Errors
    /// [`TryLockError::WouldBlock`] when a writer is in or waiting; [`TryLockError::Poisoned`] when the lock is poisoned: then it has been
    /// taken, and the guard is in the error.
    #[inline]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        let guard = self.lock.try_read().ok_or(TryLockError::WouldBlock)?;
        Ok(self.flag.told(guard)?)
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
        self.flag.told(RwLockWriteGuard {
            entered: Entered::new(&self.flag),
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
        Ok(self.flag.told(RwLockWriteGuard {
            entered: Entered::new(&self.flag),
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
        self.flag.told(self.lock.get_mut())
    }
}

/// Makes an error of whatever a poisoned lock gives out.
trait Told {
    fn told<R>(&self, result: R) -> LockResult<R>;
}

impl Told for Flag {
    #[inline]
    fn told<R>(&self, result: R) -> LockResult<R> {
        if self.is_set() {
            Err(PoisonError::new(result))
        } else {
            Ok(result)
        }
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
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    /// Dropped first: the flag is set before another thread is in.
    entered: Entered<'a>,
    guard: plain::RwLockWriteGuard<'a, T>,
}

/// Notes at its end whether its thread panics, if it didn't at its beginning.
#[derive(Clone)]
struct Entered<'a> {
    flag: &'a Flag,
    entry: Entry,
}

impl<'a> Entered<'a> {
    #[inline]
    fn new(flag: &'a Flag) -> Self {
        let entry = flag.enter();
        Self { flag, entry }
    }
}

impl Drop for Entered<'_> {
    #[inline]
    fn drop(&mut self) {
        self.flag.leave(&self.entry);
    }
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
        let Self { entered, guard } = guard;
        // Whatever unwinds through here began while this could write.
        drop(entered);
        plain::RwLockWriteGuard::downgrade(guard)
    }

    /// A guard of the part of the value that `part` returns. It leaves the lock when it is dropped.
    pub fn map<U, F>(guard: Self, part: F) -> MappedRwLockWriteGuard<'a, U>
    where
        F: FnOnce(&mut T) -> &mut U,
        U: ?Sized,
    {
        let Self { entered, guard } = guard;
        let first = entered.clone();
        let guard = plain::RwLockWriteGuard::map(guard, |value| {
            // If `part` unwinds, the plain guard leaves the lock. This is dropped before.
            let _first = first;
            part(value)
        });
        MappedRwLockWriteGuard { entered, guard }
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
        let Self { entered, guard } = guard;
        let first = entered.clone();
        let part = plain::RwLockWriteGuard::filter_map(guard, |value| {
            let _first = first;
            part(value)
        });
        match part {
            Ok(guard) => Ok(MappedRwLockWriteGuard { entered, guard }),
            Err(guard) => Err(Self { entered, guard }),
        }
    }
}

/// A part of the value of a lock, for writing. Dropping it leaves the lock, and poisons it if that happens because of a panic.
#[must_use = "the lock is left at once if the guard isn't kept"]
pub struct MappedRwLockWriteGuard<'a, T: ?Sized> {
    /// Dropped first: the flag is set before another thread is in.
    entered: Entered<'a>,
    guard: plain::MappedRwLockWriteGuard<'a, T>,
}

impl<'a, T: ?Sized> MappedRwLockWriteGuard<'a, T> {
    /// A guard of a part of this part.
    pub fn map<U, F>(guard: Self, part: F) -> MappedRwLockWriteGuard<'a, U>
    where
        F: FnOnce(&mut T) -> &mut U,
        U: ?Sized,
    {
        let Self { entered, guard } = guard;
        let first = entered.clone();
        let guard = plain::MappedRwLockWriteGuard::map(guard, |value| {
            let _first = first;
            part(value)
        });
        MappedRwLockWriteGuard { entered, guard }
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
        let Self { entered, guard } = guard;
        let first = entered.clone();
        let part = plain::MappedRwLockWriteGuard::filter_map(guard, |value| {
            let _first = first;
            part(value)
        });
        match part {
            Ok(guard) => Ok(MappedRwLockWriteGuard { entered, guard }),
            Err(guard) => Err(Self { entered, guard }),
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
