//! # By a deadline
//!
//! The calling thread waits for a flag, until a deadline at the most. Who sets the flag unparks the thread then. Others may unpark it, too.
//! Write `wait_until`, which says whether the flag was set. If it was, it says so, whatever the time.

use std::time::Instant;

use platform::atomic::AtomicBool;

/// Waits until `flag` is set, or until `deadline`. Whether it was set.
pub fn wait_until(flag: &AtomicBool, deadline: Instant) -> bool {
    todo!("wait for {flag:?} until {deadline:?}")
}
