use std::cell::Cell;

use rwlock::{RwLock, RwLockWriteGuard};

fn main() {
    let tide = RwLock::new(3);
    let guard = RwLockWriteGuard::map(tide.write(), |_| {
        Box::leak(Box::new(Cell::new(4)))
    });
    std::thread::scope(|s| {
        s.spawn(|| guard.set(5));
    });
}
