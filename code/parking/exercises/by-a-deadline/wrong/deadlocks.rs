//! Fails because nobody unparks it when the deadline has come.
//! Caught by: `a_deadline_that_is_over_is_not_waited_for`: "deadlock".

use std::time::Instant;

use parking::park;
use platform::atomic::{AtomicBool, Ordering::Acquire};

/// Waits until `flag` is set, or until `deadline`. Whether it was set.
pub fn wait_until(flag: &AtomicBool, deadline: Instant) -> bool {
    // ORDERING: as in the solution.
    while !flag.load(Acquire) {
        park();
        if Instant::now() >= deadline {
            break;
        }
    }
    // ORDERING: as above.
    flag.load(Acquire)
}
