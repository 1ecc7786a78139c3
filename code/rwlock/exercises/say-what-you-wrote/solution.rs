use rwlock::{RwLock, RwLockWriteGuard};

/// Adds `entry`, and gives the log to `report`.
pub fn add(log: &RwLock<Vec<u32>>, entry: u32, report: impl FnOnce(&[u32])) {
    let mut log = log.write();
    log.push(entry);
    report(&RwLockWriteGuard::downgrade(log));
}
