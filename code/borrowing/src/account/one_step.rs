//! Check and act in one step.

use std::sync::atomic::Ordering::Relaxed;

use platform::atomic::AtomicU32;

// ANCHOR: withdraw
/// Takes `amount` if there is as much. Whether it has.
pub fn withdraw(balance: &AtomicU32, amount: u32) -> bool {
    // ORDERING: Relaxed: the balance stands for nothing but itself.
    let mut seen = balance.load(Relaxed);
    while seen >= amount {
        let left = seen - amount;
        // ORDERING: Relaxed, as above, whether it succeeds or fails.
        match balance.compare_exchange(seen, left, Relaxed, Relaxed) {
            Ok(_) => return true,
            // Somebody was here meanwhile: look again.
            Err(now) => seen = now,
        }
    }
    false
}
// ANCHOR_END: withdraw
