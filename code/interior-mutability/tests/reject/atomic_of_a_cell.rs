use std::cell::Cell;
use std::thread;

use interior_mutability::stages::atomic::AtomicRefCell;

fn main() {
    let sold = AtomicRefCell::new(Cell::new(0));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| sold.try_borrow().map(|sold| sold.set(1)));
        }
    });
}
