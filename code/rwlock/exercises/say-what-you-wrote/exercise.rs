//! # Say what you wrote
//!
//! Add an entry to the log, and have the log reported as it is then: with your entry last. The report may take long, so others have to be able to read the log
//! meanwhile. The lock is the book's, which has std's `downgrade`.

use rwlock::RwLock;

/// Adds `entry`, and gives the log to `report`.
pub fn add(log: &RwLock<Vec<u32>>, entry: u32, report: impl FnOnce(&[u32])) {
    let _ = (log, report);
    todo!("add {entry}, and report")
}
