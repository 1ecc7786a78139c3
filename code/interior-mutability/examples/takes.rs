//! A list in a cell: taken out, changed, put back.

use std::cell::Cell;

fn main() {
    let queue = Cell::new(vec!["Ada"]);

    let mut names = queue.take();
    names.push("Grace");
    println!("meanwhile: {:?}", queue.take());
    queue.set(names);

    println!("at last: {:?}", queue.into_inner());
}
