//! Fails because another thread may add an entry between the two locks.
//! Caught by: `ones_own_entry_is_the_last`: "the last entry (left)".

use rwlock::RwLock;

/// Adds `entry`, and then reads the log.
pub fn add(log: &RwLock<Vec<u32>>, entry: u32, report: impl FnOnce(&[u32])) {
    log.write().push(entry);
    report(&log.read());
}
