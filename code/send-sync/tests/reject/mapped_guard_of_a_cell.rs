use std::cell::Cell;
use std::thread;

use send_sync::{Guard, Lock};

fn main() {
    let lock = Lock::new(0);
    let guard = Guard::map(lock.lock(), |_| {
        Box::leak(Box::new(Cell::new(0)))
    });
    thread::scope(|s| {
        s.spawn(|| guard.set(1));
        guard.set(2);
    });
}
