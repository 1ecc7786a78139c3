//! Fails because another sale makes the compare-exchange fail, and it refuses although there is a seat.
//! Caught by: `nobody_is_refused_while_a_seat_is_left`: "one was refused, and there were two seats".

use platform::atomic::{AtomicU32, Ordering::SeqCst};

/// Looks and takes in one step, once.
pub fn sell(seats: &AtomicU32) -> bool {
    let left = seats.load(SeqCst);
    left > 0
        && seats
            .compare_exchange(left, left - 1, SeqCst, SeqCst)
            .is_ok()
}
