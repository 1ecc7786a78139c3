use std::cell::Cell;

use rwlock::RwLock;

fn main() {
    let tide = RwLock::new(Cell::new(3));
    std::thread::scope(|s| {
        s.spawn(|| tide.read().set(4));
        tide.read().set(5);
    });
}
