//! Notifications are counted, so that none is lost.

use mutex::MutexGuard;
use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::futex;

use super::Wait;

/// Where threads wait.
pub struct Condvar {
    /// How often it has been notified.
    count: AtomicU32,
}

impl Wait for Condvar {
    fn new() -> Self {
        let count = AtomicU32::new(0);
        Self { count }
    }

    // ANCHOR: wait
    fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
        // ORDERING: Relaxed: the mutex orders it. A notifier that takes the
        // mutex later adds later.
        let seen = self.count.load(Relaxed);
        MutexGuard::unlocked(guard, || futex::wait(&self.count, seen));
    }

    fn notify_one(&self) {
        // ORDERING: Relaxed: the mutex orders it, as above.
        self.count.fetch_add(1, Relaxed);
        futex::wake_one(&raw const self.count);
    }
    // ANCHOR_END: wait
}
