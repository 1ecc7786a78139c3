use std::thread;

use interior_mutability::OnceCell;

fn main() {
    let sold = OnceCell::new();
    thread::scope(|scope| {
        scope.spawn(|| sold.set(1));
    });
}
