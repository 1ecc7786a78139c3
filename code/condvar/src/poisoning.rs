//! The condition variable for the mutex that remembers panics, in std's shape.

use std::fmt;
use std::time::{Duration, Instant};

use poisoning::{LockResult, MutexGuard, PoisonError};

use crate::WaitTimeoutResult;

/// Where threads that hold a mutex wait until what it protects has changed.
pub struct Condvar {
    condvar: crate::Condvar,
}

impl Condvar {
    platform::const_fn! {
        /// A condition variable that nobody waits on.
        pub const fn new() -> Self {
            Self { condvar: crate::Condvar::new() }
        }
    }

    /// Releases the mutex, waits for a notification, and takes the mutex again. May return early.
    ///
    /// # Errors
    /// If the mutex is poisoned when it has been taken again. The guard is in the error.
    pub fn wait<'a, T: ?Sized>(
        &self,
        mut guard: MutexGuard<'a, T>,
    ) -> LockResult<MutexGuard<'a, T>> {
        let seen = self.condvar.enter();
        match MutexGuard::unlocked(&mut guard, || self.condvar.sleep(seen, None)) {
            Ok(_) => Ok(guard),
            Err(_) => Err(PoisonError::new(guard)),
        }
    }

    /// Waits while `condition` holds.
    ///
    /// # Errors
    /// As for [`wait`](Self::wait).
    pub fn wait_while<'a, T: ?Sized>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<MutexGuard<'a, T>> {
        while condition(&mut guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }

    /// As [`wait`](Self::wait), for `timeout` at the most.
    ///
    /// # Errors
    /// As for [`wait`](Self::wait).
    pub fn wait_timeout<'a, T: ?Sized>(
        &self,
        mut guard: MutexGuard<'a, T>,
        timeout: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let seen = self.condvar.enter();
        let deadline = Instant::now().checked_add(timeout);
        match MutexGuard::unlocked(&mut guard, || self.condvar.sleep(seen, deadline)) {
            Ok(in_time) => Ok((guard, WaitTimeoutResult(!in_time))),
            Err(error) => {
                let in_time = error.into_inner();
                Err(PoisonError::new((guard, WaitTimeoutResult(!in_time))))
            }
        }
    }

    /// Waits while `condition` holds, for `timeout` at the most.
    ///
    /// # Errors
    /// As for [`wait`](Self::wait).
    pub fn wait_timeout_while<'a, T: ?Sized>(
        &self,
        mut guard: MutexGuard<'a, T>,
        timeout: Duration,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let start = Instant::now();
        while condition(&mut guard) {
            let Some(rest) = timeout.checked_sub(start.elapsed()) else {
                return Ok((guard, WaitTimeoutResult(true)));
            };
            guard = self.wait_timeout(guard, rest)?.0;
        }
        Ok((guard, WaitTimeoutResult(false)))
    }

    /// Wakes one of the threads that wait, if any does.
    #[inline]
    pub fn notify_one(&self) {
        self.condvar.notify_one();
    }

    /// Wakes all threads that wait.
    #[inline]
    pub fn notify_all(&self) {
        self.condvar.notify_all();
    }
}

impl Default for Condvar {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condvar").finish_non_exhaustive()
    }
}
