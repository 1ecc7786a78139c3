//! What an `if let` looks at is let go before the `else`.

use std::cell::RefCell;

fn main() {
    let names = RefCell::new(Vec::new());
    if let Some(name) = names.borrow().first() {
        println!("{name} is first");
    } else {
        names.borrow_mut().push("Ada");
    }
    println!("{:?}", names.into_inner());
}
