use std::thread;

use shared_ownership::rc::Rc;

fn main() {
    let ours = Rc::new(5);
    let theirs = Rc::clone(&ours);
    thread::spawn(move || drop(theirs));
    drop(ours);
}
