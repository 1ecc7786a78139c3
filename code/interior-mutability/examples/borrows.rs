//! A `RefCell` lends its value.

use std::cell::RefCell;

fn main() {
    let names = RefCell::new(vec!["Grace", "Ada"]);
    names.borrow_mut().sort_unstable();
    {
        let (one, other) = (names.borrow(), names.borrow());
        println!("{} and {} people", one.len(), other.len());
        println!("now? {:?}", names.try_borrow_mut().is_ok());
    }
    println!("and now? {:?}", names.try_borrow_mut().is_ok());
}
