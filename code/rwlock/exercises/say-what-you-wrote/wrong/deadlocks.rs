//! Fails because the thread waits to read for a write guard of its own.
//! Caught by: `the_log_is_reported`: "deadlock".

use rwlock::RwLock;

/// Adds `entry`, and reads the log before anybody else can write.
pub fn add(log: &RwLock<Vec<u32>>, entry: u32, report: impl FnOnce(&[u32])) {
    let mut writer = log.write();
    writer.push(entry);
    let reader = log.read();
    drop(writer);
    report(&reader);
}
