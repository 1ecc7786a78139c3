use std::cell::Cell;

use rwlock::{RwLock, RwLockReadGuard};

fn main() {
    let tide = RwLock::new(3);
    let guard = RwLockReadGuard::map(tide.read(), |_| {
        &*Box::leak(Box::new(Cell::new(4)))
    });
    std::thread::scope(|s| {
        s.spawn(|| guard.set(5));
    });
}
