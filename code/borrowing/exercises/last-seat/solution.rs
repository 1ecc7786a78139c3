use std::sync::atomic::Ordering::Relaxed;

use platform::atomic::AtomicU32;

/// Sells one of the seats, if there is one. Whether it has.
pub fn sell(seats: &AtomicU32) -> bool {
    // ORDERING: Relaxed throughout: the number stands for nothing else.
    let mut left = seats.load(Relaxed);
    while left > 0 {
        match seats.compare_exchange(left, left - 1, Relaxed, Relaxed) {
            Ok(_) => return true,
            // Somebody has sold one meanwhile: look again.
            Err(now) => left = now,
        }
    }
    false
}
