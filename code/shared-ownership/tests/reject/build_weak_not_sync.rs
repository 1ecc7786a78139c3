use std::cell::Cell;
use std::thread;

use shared_ownership::Arc;

fn main() {
    let ours = Arc::new(Cell::new(0));
    let theirs = Arc::downgrade(&ours);
    thread::spawn(move || theirs.upgrade().unwrap().set(1));
    ours.set(2);
}
