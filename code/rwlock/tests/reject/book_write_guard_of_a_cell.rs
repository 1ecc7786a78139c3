use std::cell::Cell;

use rwlock::RwLock;

fn main() {
    let tide = RwLock::new(Cell::new(3));
    let guard = tide.write();
    std::thread::scope(|s| {
        s.spawn(|| guard.set(4));
    });
}
