//! Fails because it sells nothing, and so never too much.
//! Caught by: `a_seat_is_sold_if_there_is_one`: "there was a seat, and it wasn't sold".

use platform::atomic::AtomicU32;

/// Refuses everybody.
pub fn sell(_: &AtomicU32) -> bool {
    false
}
