use std::thread;

use interior_mutability::RefCell;

fn main() {
    let sold = RefCell::new(0);
    let guard = sold.borrow();
    thread::scope(|scope| {
        scope.spawn(move || println!("{guard}"));
    });
}
