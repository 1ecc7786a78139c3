use std::rc::Rc;
use std::thread;

use mutex::Mutex;

fn main() {
    let mutex = Mutex::new(Rc::new(0));
    thread::scope(|s| {
        s.spawn(|| drop(mutex.lock().clone()));
    });
}
