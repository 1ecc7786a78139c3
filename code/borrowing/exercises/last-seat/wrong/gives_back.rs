//! Fails because for a moment there are 4,294,967,295 seats, and a third thread may sell one of those.
//! Caught by: `three_do_not_share_a_seat`: "the last seat was sold so many times".

use platform::atomic::{AtomicU32, Ordering::SeqCst};

/// Takes one in one step, and gives it back if there was none.
pub fn sell(seats: &AtomicU32) -> bool {
    if seats.fetch_sub(1, SeqCst) == 0 {
        seats.fetch_add(1, SeqCst);
        return false;
    }
    true
}
