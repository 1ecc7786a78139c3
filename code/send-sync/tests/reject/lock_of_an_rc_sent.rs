use std::rc::Rc;
use std::thread;

use send_sync::Lock;

fn main() {
    let ours = Rc::new(());
    let lock = Lock::new(Rc::clone(&ours));
    thread::scope(|s| {
        s.spawn(move || drop(lock));
        drop(Rc::clone(&ours));
    });
}
