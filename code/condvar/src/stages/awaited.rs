//! Whoever waits is counted, too, so that nobody is notified if nobody waits.

use mutex::MutexGuard;
use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::futex;

use super::Wait;

/// Where threads wait.
pub struct Condvar {
    /// How often it has been notified while somebody waited.
    count: AtomicU32,
    /// How many threads wait.
    waiters: AtomicU32,
}

impl Wait for Condvar {
    fn new() -> Self {
        let (count, waiters) = (AtomicU32::new(0), AtomicU32::new(0));
        Self { count, waiters }
    }

    // ANCHOR: wait
    fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
        // ORDERING: Relaxed: the mutex orders it.
        self.waiters.fetch_add(1, Relaxed);
        // ORDERING: Relaxed: as above.
        let seen = self.count.load(Relaxed);
        MutexGuard::unlocked(guard, || {
            futex::wait(&self.count, seen);
            // ORDERING: Relaxed: who sees it late calls the kernel for nothing.
            self.waiters.fetch_sub(1, Relaxed);
        });
    }

    #[inline]
    fn notify_one(&self) {
        // ORDERING: Relaxed: the mutex orders it.
        if self.waiters.load(Relaxed) > 0 {
            // ORDERING: Relaxed: as above.
            self.count.fetch_add(1, Relaxed);
            futex::wake_one(&raw const self.count);
        }
    }
    // ANCHOR_END: wait
}
