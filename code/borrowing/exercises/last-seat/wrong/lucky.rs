//! Fails because two threads may see the last seat before either takes it.
//! Caught by: `the_last_seat_is_sold_once`: "the last seat was sold so many times".

use platform::atomic::{AtomicU32, Ordering::SeqCst};

/// Looks, and then takes.
pub fn sell(seats: &AtomicU32) -> bool {
    if seats.load(SeqCst) == 0 {
        return false;
    }
    seats.fetch_sub(1, SeqCst);
    true
}
