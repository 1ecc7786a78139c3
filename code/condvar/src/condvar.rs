//! The condition variable for the mutex that knows no poison.

use std::fmt;
use std::time::{Duration, Instant};

use mutex::MutexGuard;

use crate::raw::RawCondvar;

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
        let seen = self.raw.enter();
        let wait = |relock: &mut _| self.raw.wait(seen, None, relock);
        MutexGuard::unlocked_with(guard, wait);
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
        let deadline = Instant::now().checked_add(timeout);
        let seen = self.raw.enter();
        let wait = |relock: &mut _| self.raw.wait(seen, deadline, relock);
        WaitTimeoutResult(!MutexGuard::unlocked_with(guard, wait))
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
        let is_over = |deadline| deadline <= Instant::now();
        let mut in_time = true;
        while condition(guard) {
            // The clock is asked too: there may be notifications without end.
            if !in_time || deadline.is_some_and(is_over) {
                return WaitTimeoutResult(true);
            }
            let seen = self.raw.enter();
            in_time =
                MutexGuard::unlocked_with(guard, |relock| self.raw.wait(seen, deadline, relock));
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
