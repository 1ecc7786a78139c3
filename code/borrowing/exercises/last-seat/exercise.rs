//! # The last seat
//!
//! Several threads sell the seats of one boat. Sell a seat if there is one, and say whether you have: never more seats
//! than there are, and nobody is refused while one is left.

use platform::atomic::AtomicU32;

/// Sells one of the seats, if there is one. Whether it has.
pub fn sell(seats: &AtomicU32) -> bool {
    todo!("sell one of {seats:?}")
}
