use condvar::Flag;
use platform::atomic::{AtomicU32, Ordering::Relaxed};

/// Stores `value` in `place` and says so by `flag`.
pub fn publish(value: u32, place: &AtomicU32, flag: &Flag) {
    // ORDERING: Relaxed, the flag publishes it.
    place.store(value, Relaxed);
    flag.raise();
}
