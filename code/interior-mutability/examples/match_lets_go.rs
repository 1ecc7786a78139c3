//! What a `let` looks at is let go at the semicolon.

use std::cell::RefCell;

fn main() {
    let names = RefCell::new(vec!["Ada"]);
    let count = names.borrow().len();
    match count {
        0 => println!("nobody is there"),
        _ => names.borrow_mut().clear(),
    }
    println!("{} left", names.borrow().len());
}
