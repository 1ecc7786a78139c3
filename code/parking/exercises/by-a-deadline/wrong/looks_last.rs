//! Fails because it looks at the clock and not at the flag, if the deadline is over.
//! Caught by: `a_flag_that_is_set_counts_after_the_deadline`: "the flag was set, and it says no".

use std::time::Instant;

use parking::park_timeout;
use platform::atomic::{AtomicBool, Ordering::Acquire};

/// Waits until `flag` is set, or until `deadline`. Whether it was set.
pub fn wait_until(flag: &AtomicBool, deadline: Instant) -> bool {
    loop {
        let now = Instant::now();
        if now >= deadline {
            return false;
        }
        // ORDERING: as in the solution.
        if flag.load(Acquire) {
            return true;
        }
        park_timeout(deadline - now);
    }
}
