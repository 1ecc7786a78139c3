//! Fails because nothing is reported.
//! Caught by: `the_log_is_reported`: "reports (left)".

use rwlock::RwLock;

/// Adds `entry`.
pub fn add(log: &RwLock<Vec<u32>>, entry: u32, report: impl FnOnce(&[u32])) {
    let _ = report;
    log.write().push(entry);
}
