use std::cell::Cell;
use std::thread;

use send_sync::ReentrantLock;

fn main() {
    let lock = ReentrantLock::new(Cell::new(0));
    let ours = lock.lock();
    let theirs = lock.lock();
    thread::scope(|s| {
        s.spawn(move || theirs.set(1));
        ours.set(2);
    });
}
