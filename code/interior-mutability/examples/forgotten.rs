//! A guard that is never dropped.

use std::cell::RefCell;
use std::mem::forget;

fn main() {
    let mut names = RefCell::new(vec!["Ada"]);
    forget(names.borrow_mut());
    println!("{:?}", names.try_borrow().is_ok());
    println!("{:?}", names.get_mut());
}
