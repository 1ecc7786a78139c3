//! Releases the mutex, and sleeps. A notification that comes between the two is lost.

use mutex::MutexGuard;
use platform::atomic::AtomicU32;
use platform::futex;

use super::Wait;

/// Where threads sleep.
pub struct Condvar {
    /// Always 0: it is the place that they sleep at.
    place: AtomicU32,
}

impl Wait for Condvar {
    fn new() -> Self {
        let place = AtomicU32::new(0);
        Self { place }
    }

    // ANCHOR: wait
    fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
        MutexGuard::unlocked(guard, || futex::wait(&self.place, 0));
    }

    fn notify_one(&self) {
        futex::wake_one(&raw const self.place);
    }
    // ANCHOR_END: wait
}
