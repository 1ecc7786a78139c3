//! To write, and to go on reading what one has written.

use std::sync::{RwLock, RwLockWriteGuard};

fn main() {
    let log = RwLock::new(vec!["cast off"]);
    let mut entries = log.write().unwrap();
    entries.push("all well");
    let entries = RwLockWriteGuard::downgrade(entries);
    println!("others may read: {}", log.try_read().is_ok());
    println!("others may write: {}", log.try_write().is_ok());
    println!("the last entry: {}", entries[entries.len() - 1]);
}
