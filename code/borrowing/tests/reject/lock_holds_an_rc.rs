use std::rc::Rc;
use std::thread;

use borrowing::mutex::Lock;

fn main() {
    let lock = Lock::new(Rc::new(1));
    let mine = lock.with(|inside| Rc::clone(inside));
    thread::scope(|s| {
        s.spawn(|| lock.with(|inside| drop(Rc::clone(inside))));
        drop(mine);
    });
}
