use std::rc::Rc;
use std::thread;

fn main() {
    let ours = Rc::new(0);
    let theirs = Box::new(Rc::clone(&ours));
    thread::spawn(move || drop(theirs));
    drop(ours);
}
