use std::rc::Rc;
use std::thread;

use mutex::Mutex;

fn main() {
    let ours = Rc::new(0);
    let mutex = Mutex::new(ours.clone());
    thread::spawn(move || drop(mutex));
}
