//! The mutex: a flag, and a mutex that doesn't know of it.

use std::panic::{RefUnwindSafe, UnwindSafe};
use std::{fmt, mem};

use crate::guard::{Leave, MutexGuard};
use crate::{Flag, LockResult, PoisonError, TryLockError, TryLockResult};

// ANCHOR: mutex
/// A value that one thread at a time can use, and that remembers whether one
/// has panicked meanwhile.
///
/// The algorithm is that of [`mutex::Mutex`]; the shape that of
/// [`std::sync::Mutex`].
pub struct Mutex<T: ?Sized> {
    flag: Flag,
    mutex: mutex::Mutex<T>,
}
// ANCHOR_END: mutex

// ANCHOR: unwind_safe
// What a panic leaves half changed in here is behind an error. So a reference
// to it may go into `catch_unwind`, and come out again, whatever `T` is.
impl<T: ?Sized> UnwindSafe for Mutex<T> {}
impl<T: ?Sized> RefUnwindSafe for Mutex<T> {}
// ANCHOR_END: unwind_safe

impl<T> Mutex<T> {
    platform::const_fn! {
        /// A mutex that nobody holds and that isn't poisoned, with `value` in it.
        pub const fn new(value: T) -> Self {
            Self { flag: Flag::new(), mutex: mutex::Mutex::new(value) }
        }
    }

    /// The value. No guard is left, or the mutex could not be moved.
    ///
    /// # Errors
    /// If the mutex is poisoned. The value is in the error.
    pub fn into_inner(self) -> LockResult<T> {
        let value = self.mutex.into_inner();
        self.flag.result(value)
    }

    /// A clone of the value.
    ///
    /// # Errors
    /// If the mutex is poisoned. Nothing is cloned then.
    pub fn get_cloned(&self) -> Result<T, PoisonError<()>>
    where
        T: Clone,
    {
        match self.lock() {
            Ok(value) => Ok(value.clone()),
            Err(_) => Err(PoisonError::new(())),
        }
    }

    /// Puts `value` in, and drops what was there when the mutex is released.
    ///
    /// # Errors
    /// If the mutex is poisoned. `value` is in the error then, and what was in the mutex stays.
    pub fn set(&self, value: T) -> Result<(), PoisonError<T>> {
        self.replace(value).map(drop)
    }

    /// Puts `value` in, and returns what was there.
    ///
    /// # Errors
    /// If the mutex is poisoned. `value` is in the error then, and what was in the mutex stays.
    pub fn replace(&self, value: T) -> LockResult<T> {
        match self.lock() {
            Ok(mut place) => Ok(mem::replace(&mut *place, value)),
            Err(_) => Err(PoisonError::new(value)),
        }
    }
}

impl<T: ?Sized> Mutex<T> {
    // ANCHOR: lock
    /// Waits until nobody holds the mutex, and takes it. It is released when
    /// the guard is dropped.
    ///
    /// A thread that holds the mutex and calls this waits for ever.
    ///
    /// # Errors
    /// If a thread has panicked while it held the mutex. It has been taken all
    /// the same: the guard is in the error.
    #[inline]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let value = self.mutex.lock();
        let leave = Leave::new(&self.flag);
        self.flag.result(MutexGuard { leave, value })
    }
    // ANCHOR_END: lock

    /// Takes the mutex if nobody holds it.
    ///
    /// # Errors
    /// [`WouldBlock`](TryLockError::WouldBlock) if somebody holds it. [`Poisoned`](TryLockError::Poisoned), with the guard,
    /// if it has been taken and a thread has panicked while it held it.
    #[inline]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        let value = self.mutex.try_lock().ok_or(TryLockError::WouldBlock)?;
        let leave = Leave::new(&self.flag);
        Ok(self.flag.result(MutexGuard { leave, value })?)
    }

    /// Whether a thread has panicked while it held the mutex, and nobody has cleared that.
    ///
    /// Without the mutex this is about some moment in the past.
    #[inline]
    pub fn is_poisoned(&self) -> bool {
        self.flag.is_set()
    }

    /// Forgets that a thread has panicked while it held the mutex.
    ///
    /// To be called by whoever holds the mutex and has seen that the value is sound: otherwise another
    /// panic, later than what was looked at, could be forgotten with it.
    #[inline]
    pub fn clear_poison(&self) {
        self.flag.clear();
    }

    /// The value, without locking: nobody else has the mutex, or it could not be borrowed exclusively.
    ///
    /// # Errors
    /// If the mutex is poisoned. The reference is in the error.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.flag.result(self.mutex.get_mut())
    }
}

impl Flag {
    // ANCHOR: result
    /// What a poisonable lock answers when it has got `data`.
    ///
    /// # Errors
    /// If the flag is set. `data` is in the error.
    #[inline]
    pub fn result<D>(&self, data: D) -> LockResult<D> {
        if self.is_set() {
            Err(PoisonError::new(data))
        } else {
            Ok(data)
        }
    }
    // ANCHOR_END: result
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Mutex");
        match self.try_lock() {
            Ok(value) => shown.field("data", &&*value),
            Err(TryLockError::Poisoned(error)) => shown.field("data", &&**error.get_ref()),
            Err(TryLockError::WouldBlock) => shown.field("data", &"<locked>"),
        };
        shown.field("poisoned", &self.is_poisoned());
        shown.finish_non_exhaustive()
    }
}

impl<T: Default> Default for Mutex<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for Mutex<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}
