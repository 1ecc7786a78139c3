use std::cell::Cell;
use std::sync::RwLock;
use std::thread;

fn main() {
    let visits = RwLock::new(Cell::new(0));
    thread::scope(|s| {
        s.spawn(|| visits.read().unwrap().set(1));
        s.spawn(|| visits.read().unwrap().set(2));
    });
}
