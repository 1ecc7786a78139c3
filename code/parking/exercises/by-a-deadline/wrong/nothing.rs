//! Fails because nothing is waited for.
//! Caught by: `it_waits_until_the_flag_is_set`: "the flag was not waited for".

use std::time::Instant;

use platform::atomic::{AtomicBool, Ordering::Acquire};

/// Waits until `flag` is set, or until `deadline`. Whether it was set.
pub fn wait_until(flag: &AtomicBool, _deadline: Instant) -> bool {
    // ORDERING: as in the solution.
    flag.load(Acquire)
}
