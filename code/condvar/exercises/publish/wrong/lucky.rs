//! Fails because the flag may be seen before the value is stored.
//! Caught by: `the_flag_publishes_the_value`: "is not 7".

use condvar::Flag;
use platform::atomic::{AtomicU32, Ordering::Relaxed};

/// Raises the flag, and stores the value at once.
pub fn publish(value: u32, place: &AtomicU32, flag: &Flag) {
    flag.raise();
    // ORDERING: Relaxed, and too late.
    place.store(value, Relaxed);
}
