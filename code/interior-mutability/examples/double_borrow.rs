//! Two guards of one cell.

use std::cell::RefCell;

fn main() {
    let names = RefCell::new(vec!["Ada"]);
    let first = names.borrow();
    names.borrow_mut().push("Grace");
    println!("{} is first of {}", first[0], names.borrow().len());
}
