use std::cell::Cell;
use std::thread;

use shared_ownership::Arc;

fn main() {
    let ours = Arc::new(Cell::new(0));
    let theirs = Arc::clone(&ours);
    thread::spawn(move || theirs.set(1));
    ours.set(2);
}
