use std::cell::Cell;
use std::thread;

use send_sync::Lock;

fn main() {
    let lock = Lock::new(Cell::new(0));
    let guard = lock.lock();
    thread::scope(|s| {
        s.spawn(|| guard.set(1));
        guard.set(2);
    });
}
