use std::thread;

use interior_mutability::Cell;

fn main() {
    let sold = Cell::new(0);
    thread::scope(|scope| {
        scope.spawn(|| sold.set(sold.get() + 1));
    });
}
