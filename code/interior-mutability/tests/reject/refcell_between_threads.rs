use std::cell::RefCell;
use std::thread;

fn main() {
    let names = RefCell::new(vec!["Ada"]);
    thread::scope(|scope| {
        scope.spawn(|| names.borrow_mut().push("Grace"));
        println!("{}", names.borrow().len());
    });
}
