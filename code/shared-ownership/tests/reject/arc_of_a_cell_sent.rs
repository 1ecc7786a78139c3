use std::cell::Cell;
use std::sync::Arc;
use std::thread;

fn main() {
    let ships = Arc::new(Cell::new(0));
    let theirs = Arc::clone(&ships);
    let lookout = thread::spawn(move || theirs.set(theirs.get() + 1));
    lookout.join().unwrap();
    println!("{}", ships.get());
}
