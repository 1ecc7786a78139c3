use std::thread;

use interior_mutability::RefCell;

fn main() {
    let sold = RefCell::new(0);
    thread::scope(|scope| {
        scope.spawn(|| *sold.borrow_mut() += 1);
    });
}
