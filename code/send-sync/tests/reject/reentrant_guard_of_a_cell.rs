use std::cell::Cell;
use std::thread;

use send_sync::ReentrantLock;

fn main() {
    let lock = ReentrantLock::new(Cell::new(0));
    let guard = lock.lock();
    thread::scope(|s| {
        s.spawn(|| guard.set(1));
        guard.set(2);
    });
}
