//! **Wrong on purpose**: a check, and then an act.

use std::sync::atomic::Ordering::Relaxed;

use platform::atomic::AtomicU32;

// ANCHOR: withdraw
/// Takes `amount` if there is as much. Whether it has.
pub fn withdraw(balance: &AtomicU32, amount: u32) -> bool {
    // ORDERING: Relaxed: no ordering would repair what is wrong here.
    // AUDIT: not modelled: it is wrong, and a planted bug.
    if balance.load(Relaxed) < amount {
        return false;
    }
    // ORDERING: Relaxed, as above.
    // AUDIT: not modelled: as above.
    balance.fetch_sub(amount, Relaxed);
    true
}
// ANCHOR_END: withdraw
