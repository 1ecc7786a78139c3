//! The condition variable for the mutex that remembers panics, shaped like [`std::sync::Condvar`].
//!
//! It is the same as the plain one but for what it returns: the guard, or an error with the guard if the mutex is poisoned when it has been taken
//! again. A panic that poisons it wakes nobody; whoever waits learns of it when it returns.
//!
//! Of std's methods `wait_timeout_ms` isn't here, which is deprecated since Rust 1.6.

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::time::{Duration, Instant};

use poisoning::{LockResult, MutexGuard, PoisonError};

use crate::WaitTimeoutResult;
use crate::raw::{RawCondvar, is_over};

/// Where threads that hold a mutex wait until what it protects has changed.
///
/// See [`crate::Condvar`] for what is promised and what isn't.
pub struct Condvar {
    raw: RawCondvar,
}

// As in std: there is nothing in it that a panic could leave half changed.
impl UnwindSafe for Condvar {}
impl RefUnwindSafe for Condvar {}

impl Condvar {
    platform::const_fn! {
        /// A condition variable on which nobody waits.
        #[must_use]
        pub const fn new() -> Self {
            Self { raw: RawCondvar::new() }
        }
    }

    /// Releases the mutex, waits for a notification, and takes the mutex again. May return early.
    ///
    /// # Errors
    /// If the mutex is poisoned when it has been taken again. The guard is in the error.
    pub fn wait<'a, T: ?Sized>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        match self.wait_until(guard, None) {
            Ok((guard, _)) => Ok(guard),
            Err(error) => Err(PoisonError::new(error.into_inner().0)),
        }
    }

    // ANCHOR: wait
    fn wait_until<'a, T: ?Sized>(
        &self,
        mut guard: MutexGuard<'a, T>,
        deadline: Option<Instant>,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let seen = self.raw.enter();
        let wait = |relock: &mut _| {
            let in_time = self.raw.wait(seen, deadline, relock);
            WaitTimeoutResult(!in_time)
        };
        match MutexGuard::unlocked_with(&mut guard, wait) {
            Ok(result) => Ok((guard, result)),
            Err(error) => Err(PoisonError::new((guard, error.into_inner()))),
        }
    }
    // ANCHOR_END: wait

    /// Waits while `condition` returns `true`. It is called with the mutex held, the first time at once.
    ///
    /// # Errors
    /// As for [`wait`](Self::wait).
    pub fn wait_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: F,
    ) -> LockResult<MutexGuard<'a, T>>
    where
        T: ?Sized,
        F: FnMut(&mut T) -> bool,
    {
        while condition(&mut guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }

    /// As [`wait`](Self::wait), for `timeout` at the most, and as long as it takes to get the mutex again.
    ///
    /// If it says that the time was over, no [`notify_one`](Self::notify_one) was spent on this thread while another slept.
    ///
    /// # Errors
    /// As for [`wait`](Self::wait).
    pub fn wait_timeout<'a, T: ?Sized>(
        &self,
        guard: MutexGuard<'a, T>,
        timeout: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        // A moment that no clock can tell never comes.
        self.wait_until(guard, Instant::now().checked_add(timeout))
    }

    /// Waits while `condition` returns `true`, for `timeout` at the most, and as long as it takes to get the mutex again.
    ///
    /// If it says that the time was over, `condition` returned `true` when it was called last.
    ///
    /// # Errors
    /// As for [`wait`](Self::wait).
    pub fn wait_timeout_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        timeout: Duration,
        mut condition: F,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>
    where
        T: ?Sized,
        F: FnMut(&mut T) -> bool,
    {
        let deadline = Instant::now().checked_add(timeout);
        let mut result = WaitTimeoutResult(false);
        while condition(&mut guard) {
            // The clock is asked too: there may be notifications without end.
            if result.timed_out() || is_over(deadline) {
                return Ok((guard, WaitTimeoutResult(true)));
            }
            (guard, result) = self.wait_until(guard, deadline)?;
        }
        Ok((guard, WaitTimeoutResult(false)))
    }

    /// Lets go one of the threads that wait, if any does. Others may return, too.
    #[inline]
    pub fn notify_one(&self) {
        self.raw.notify_one();
    }

    /// Lets go all threads that wait.
    #[inline]
    pub fn notify_all(&self) {
        self.raw.notify_all();
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
