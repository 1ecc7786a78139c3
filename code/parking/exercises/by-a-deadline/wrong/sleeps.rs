//! Fails because it sleeps until the deadline, though the flag was set long before.
//! Caught by: `it_waits_until_the_flag_is_set`: hangs.

use std::time::Instant;

use platform::atomic::{AtomicBool, Ordering::Acquire};
use std::thread::sleep;

/// Waits until `flag` is set, or until `deadline`. Whether it was set.
pub fn wait_until(flag: &AtomicBool, deadline: Instant) -> bool {
    sleep(deadline.saturating_duration_since(Instant::now()));
    // ORDERING: as in the solution.
    flag.load(Acquire)
}
