//! The condition variable for the mutex that knows no poison.

use std::fmt;
use std::time::{Duration, Instant};

use mutex::MutexGuard;
use parking::Spin;
use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::futex;

/// Where threads that hold a mutex wait until what it protects has changed.
pub struct Condvar {
    /// How often it has been notified while somebody waited.
    count: AtomicU32,
    /// How many threads wait.
    waiters: AtomicU32,
    spin: Spin,
}

/// Whether a wait ended because its time was over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitTimeoutResult(pub(crate) bool);

impl WaitTimeoutResult {
    /// Whether it did.
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

impl Condvar {
    platform::const_fn! {
        /// A condition variable that nobody waits on.
        pub const fn new() -> Self {
            Self { count: AtomicU32::new(0), waiters: AtomicU32::new(0), spin: Spin::new() }
        }
    }

    /// Releases the mutex, waits for a notification, and takes the mutex again. May return early.
    pub fn wait<T: ?Sized>(&self, guard: &mut MutexGuard<'_, T>) {
        let seen = self.enter();
        MutexGuard::unlocked(guard, || self.sleep(seen, None));
    }

    /// Waits while `condition` holds.
    pub fn wait_while<T: ?Sized>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        mut condition: impl FnMut(&mut T) -> bool,
    ) {
        while condition(guard) {
            self.wait(guard);
        }
    }

    /// As [`wait`](Self::wait), for `timeout` at the most.
    pub fn wait_timeout<T: ?Sized>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        timeout: Duration,
    ) -> WaitTimeoutResult {
        let seen = self.enter();
        let deadline = Instant::now().checked_add(timeout);
        WaitTimeoutResult(!MutexGuard::unlocked(guard, || self.sleep(seen, deadline)))
    }

    /// Waits while `condition` holds, for `timeout` at the most.
    pub fn wait_timeout_while<T: ?Sized>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        timeout: Duration,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> WaitTimeoutResult {
        let start = Instant::now();
        while condition(guard) {
            let Some(rest) = timeout.checked_sub(start.elapsed()) else {
                return WaitTimeoutResult(true);
            };
            self.wait_timeout(guard, rest);
        }
        WaitTimeoutResult(false)
    }

    /// Wakes one of the threads that wait, if any does.
    #[inline]
    pub fn notify_one(&self) {
        if self.is_awaited() {
            self.notify(|word| {
                futex::wake_one(word);
            });
        }
    }

    /// Wakes all threads that wait.
    #[inline]
    pub fn notify_all(&self) {
        if self.is_awaited() {
            self.notify(|word| {
                futex::wake_all(word);
            });
        }
    }

    #[inline]
    fn is_awaited(&self) -> bool {
        // ORDERING: Relaxed: the mutex orders it.
        self.waiters.load(Relaxed) > 0
    }

    #[cold]
    fn notify(&self, wake: impl FnOnce(*const AtomicU32)) {
        let word = &raw const self.count;
        // ORDERING: Relaxed: the mutex orders it.
        self.count.fetch_add(1, Relaxed);
        wake(word);
    }

    /// Notes, while the mutex is held, that the caller is going to wait, and for the end of which count.
    pub(crate) fn enter(&self) -> u32 {
        // ORDERING: Relaxed, both: the mutex orders them.
        self.waiters.fetch_add(1, Relaxed);
        self.count.load(Relaxed)
    }

    /// Sleeps until the count isn't `seen`. `false` if the time was over.
    pub(crate) fn sleep(&self, seen: u32, deadline: Option<Instant>) -> bool {
        let mut in_time = true;
        if !self.spin.until(|| self.count.load(Relaxed) != seen) {
            match deadline {
                None => futex::wait(&self.count, seen),
                Some(deadline) => in_time = futex::wait_until(&self.count, seen, deadline),
            }
        }
        // ORDERING: Relaxed: the mutex orders it.
        self.waiters.fetch_sub(1, Relaxed);
        in_time
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
