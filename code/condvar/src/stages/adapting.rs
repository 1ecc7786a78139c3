//! Whoever waits looks at the count before it sleeps, for as long as that has paid so far.

use mutex::MutexGuard;
use parking::Spin;
use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::futex;

use super::Wait;

/// Where threads wait.
pub struct Condvar {
    /// How often it has been notified while somebody waited.
    count: AtomicU32,
    /// How many threads wait.
    waiters: AtomicU32,
    /// Whether it pays to look at the count for a while.
    spin: Spin,
}

impl Wait for Condvar {
    fn new() -> Self {
        let (count, waiters) = (AtomicU32::new(0), AtomicU32::new(0));
        let spin = Spin::new();
        Self {
            count,
            waiters,
            spin,
        }
    }

    // ANCHOR: wait
    fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
        // ORDERING: Relaxed: the mutex orders it.
        self.waiters.fetch_add(1, Relaxed);
        // ORDERING: Relaxed: as above.
        let seen = self.count.load(Relaxed);
        MutexGuard::unlocked(guard, || {
            // ORDERING: Relaxed: to take the mutex again orders what follows.
            let is_notified = || self.count.load(Relaxed) != seen;
            if !self.spin.until(is_notified) {
                futex::wait(&self.count, seen);
            }
            // ORDERING: Relaxed: who sees it late calls the kernel for nothing.
            self.waiters.fetch_sub(1, Relaxed);
        });
    }
    // ANCHOR_END: wait

    #[inline]
    fn notify_one(&self) {
        // ORDERING: Relaxed: the mutex orders it.
        if self.waiters.load(Relaxed) > 0 {
            // ORDERING: Relaxed: as above.
            self.count.fetch_add(1, Relaxed);
            futex::wake_one(&raw const self.count);
        }
    }
}
