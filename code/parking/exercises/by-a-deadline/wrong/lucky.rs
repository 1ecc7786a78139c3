//! Fails because somebody may unpark the thread for another reason, and `park_timeout` returns before its time.
//! Caught by: `another_token_is_no_flag`: "the flag was not waited for".

use std::time::Instant;

use parking::park_timeout;
use platform::atomic::{AtomicBool, Ordering::Acquire};

/// Waits until `flag` is set, or until `deadline`. Whether it was set.
pub fn wait_until(flag: &AtomicBool, deadline: Instant) -> bool {
    // ORDERING: as in the solution.
    if !flag.load(Acquire) {
        park_timeout(deadline.saturating_duration_since(Instant::now()));
    }
    // ORDERING: as above.
    flag.load(Acquire)
}
