use std::time::Instant;

use parking::park_timeout;
use platform::atomic::{AtomicBool, Ordering::Acquire};

/// Waits until `flag` is set, or until `deadline`. Whether it was set.
pub fn wait_until(flag: &AtomicBool, deadline: Instant) -> bool {
    loop {
        let now = Instant::now();
        // ORDERING: Acquire, from whoever sets the flag.
        if flag.load(Acquire) {
            return true;
        }
        if now >= deadline {
            return false;
        }
        park_timeout(deadline - now);
    }
}
