use std::rc::Rc;
use std::thread;

use send_sync::Lock;

fn main() {
    let ours = Rc::new(0);
    let lock = Lock::new(Rc::clone(&ours));
    thread::scope(|s| {
        s.spawn(|| drop(lock.lock().clone()));
    });
}
