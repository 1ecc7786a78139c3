//! The condition variable for the mutex that knows no poison.

use std::fmt;
use std::time::{Duration, Instant};

use mutex::MutexGuard;

use crate::raw::{RawCondvar, is_over};

/// Where threads that hold a mutex wait until what it protects has changed.
///
/// Every wait releases the mutex, and has it again when it returns. It may return for no reason, and a change may be undone by another thread before it
/// returns; so what is waited for is looked at again, as [`wait_while`](Self::wait_while) does.
///
/// No change is missed by a thread that waits, if whoever makes it holds the mutex while making it, and notifies before or after releasing it.
///
/// Threads may wait with different mutexes at the same time. Each has its own again when it returns.
pub struct Condvar {
    raw: RawCondvar,
}

// ANCHOR: result
/// Whether a wait ended because its time was over.
#[derive(Debug, PartialEq, Eq, Copy, Clone)]
pub struct WaitTimeoutResult(pub(crate) bool);
// ANCHOR_END: result

impl WaitTimeoutResult {
    /// Whether it did.
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

impl Condvar {
    platform::const_fn! {
        /// A condition variable on which nobody waits.
        #[must_use]
        pub const fn new() -> Self {
            Self { raw: RawCondvar::new() }
        }
    }

    // ANCHOR: wait
    /// Releases the mutex, waits for a notification, and takes the mutex again.
    /// May return early.
    pub fn wait<T: ?Sized>(&self, guard: &mut MutexGuard<'_, T>) {
        self.wait_until(guard, None);
    }

    fn wait_until<T: ?Sized>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        deadline: Option<Instant>,
    ) -> WaitTimeoutResult {
        let seen = self.raw.enter();
        MutexGuard::unlocked_with(guard, |relock| {
            let in_time = self.raw.wait(seen, deadline, relock);
            WaitTimeoutResult(!in_time)
        })
    }
    // ANCHOR_END: wait

    /// Waits while `condition` returns `true`. It is called with the mutex held, the first time at once.
    pub fn wait_while<T, F>(&self, guard: &mut MutexGuard<'_, T>, mut condition: F)
    where
        T: ?Sized,
        F: FnMut(&mut T) -> bool,
    {
        while condition(guard) {
            self.wait(guard);
        }
    }

    // ANCHOR: timeout
    /// As [`wait`](Self::wait), for `timeout` at the most, and as long as it
    /// takes to get the mutex again.
    ///
    /// If it says that the time was over, no [`notify_one`](Self::notify_one)
    /// was spent on this thread while another slept.
    pub fn wait_timeout<T: ?Sized>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        timeout: Duration,
    ) -> WaitTimeoutResult {
        // A moment that no clock can tell never comes.
        self.wait_until(guard, Instant::now().checked_add(timeout))
    }
    // ANCHOR_END: timeout

    /// Waits while `condition` returns `true`, for `timeout` at the most, and as long as it takes to get the mutex again.
    ///
    /// If it says that the time was over, `condition` returned `true` when it was called last.
    pub fn wait_timeout_while<T, F>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        timeout: Duration,
        mut condition: F,
    ) -> WaitTimeoutResult
    where
        T: ?Sized,
        F: FnMut(&mut T) -> bool,
    {
        let deadline = Instant::now().checked_add(timeout);
        let mut result = WaitTimeoutResult(false);
        while condition(guard) {
            // The clock is asked too: there may be notifications without end.
            if result.timed_out() || is_over(deadline) {
                return WaitTimeoutResult(true);
            }
            result = self.wait_until(guard, deadline);
        }
        WaitTimeoutResult(false)
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
