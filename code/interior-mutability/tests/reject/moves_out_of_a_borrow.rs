use std::cell::RefCell;

fn main() {
    let names = RefCell::new(vec!["Ada"]);
    let list = *names.borrow_mut();
    println!("{}", list.len());
}
