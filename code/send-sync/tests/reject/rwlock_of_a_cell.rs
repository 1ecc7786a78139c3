use std::cell::Cell;
use std::sync::RwLock;
use std::thread;

fn main() {
    let lock = RwLock::new(Cell::new(0));
    thread::scope(|s| {
        s.spawn(|| lock.read().unwrap().set(1));
    });
}
