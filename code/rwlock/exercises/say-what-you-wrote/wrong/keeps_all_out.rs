//! Fails because nobody can read while the log is reported.
//! Caught by: `others_may_read_meanwhile`: "nobody can read the log".

use rwlock::RwLock;

/// Adds `entry`, and reports under the write lock.
pub fn add(log: &RwLock<Vec<u32>>, entry: u32, report: impl FnOnce(&[u32])) {
    let mut log = log.write();
    log.push(entry);
    report(&log);
}
