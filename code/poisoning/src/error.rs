//! What a poisoned lock answers.

use std::error::Error;
use std::fmt;

/// What a poisonable lock returns: the guard either way.
pub type LockResult<T> = Result<T, PoisonError<T>>;

/// What a poisonable lock returns when it doesn't wait.
pub type TryLockResult<T> = Result<T, TryLockError<T>>;

/// A lock is poisoned. It has been taken all the same: the guard is inside.
pub struct PoisonError<T> {
    data: T,
}

impl<T> PoisonError<T> {
    /// An error with what would have been the result.
    pub const fn new(data: T) -> Self {
        Self { data }
    }

    /// What would have been the result.
    pub fn into_inner(self) -> T {
        self.data
    }

    /// A reference to what would have been the result.
    pub const fn get_ref(&self) -> &T {
        &self.data
    }

    /// An exclusive reference to what would have been the result.
    pub const fn get_mut(&mut self) -> &mut T {
        &mut self.data
    }
}

impl<T> fmt::Debug for PoisonError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PoisonError").finish_non_exhaustive()
    }
}

impl<T> fmt::Display for PoisonError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("poisoned lock: a thread panicked while it held it")
    }
}

impl<T> Error for PoisonError<T> {}

/// Why a lock was not taken at once.
pub enum TryLockError<T> {
    /// It has been taken, and is poisoned.
    Poisoned(PoisonError<T>),
    /// It is held.
    WouldBlock,
}

impl<T> From<PoisonError<T>> for TryLockError<T> {
    fn from(error: PoisonError<T>) -> Self {
        Self::Poisoned(error)
    }
}

impl<T> fmt::Debug for TryLockError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // In quotes, as std has them.
            Self::Poisoned(..) => "Poisoned(..)".fmt(f),
            Self::WouldBlock => "WouldBlock".fmt(f),
        }
    }
}

impl<T> fmt::Display for TryLockError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Poisoned(error) => error.fmt(f),
            Self::WouldBlock => {
                f.write_str("the lock is held: to take it would have meant to wait")
            }
        }
    }
}

impl<T> Error for TryLockError<T> {}
