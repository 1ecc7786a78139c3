//! What a `match` looks at lives until its end.

use std::cell::RefCell;

fn main() {
    let names = RefCell::new(vec!["Ada"]);
    match names.borrow().first() {
        Some(name) => println!("{name} is first"),
        None => println!("nobody is there"),
    }
    match names.borrow().len() {
        0 => println!("nobody is there"),
        _ => names.borrow_mut().clear(),
    }
    println!("{} left", names.borrow().len());
}
