use std::cell::Cell;
use std::thread;

fn main() {
    let owner = Box::new(Cell::new(0));
    thread::scope(|s| {
        s.spawn(|| owner.set(1));
        owner.set(2);
    });
}
