use std::cell::Cell;
use std::sync::Arc;
use std::thread;

fn main() {
    let ours = Arc::new(Cell::new(0));
    let theirs = Arc::clone(&ours);
    thread::spawn(move || theirs.set(1));
    ours.set(2);
}
