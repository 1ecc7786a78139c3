use std::cell::Cell;
use std::thread;

use mutex::{Mutex, MutexGuard};

fn main() {
    let mutex = Mutex::new(0);
    let part = MutexGuard::map(mutex.lock(), |_: &mut u32| {
        Box::leak(Box::new(Cell::new(0)))
    });
    thread::scope(|s| {
        s.spawn(|| part.set(1));
        part.set(2);
    });
}
