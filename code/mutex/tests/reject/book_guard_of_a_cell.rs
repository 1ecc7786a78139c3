use std::cell::Cell;
use std::thread;

use mutex::Mutex;

fn main() {
    let mutex = Mutex::new(Cell::new(0));
    let guard = mutex.lock();
    thread::scope(|s| {
        s.spawn(|| guard.set(1));
        guard.set(2);
    });
}
