use std::thread;

use send_sync::Lock;

fn main() {
    let lock = Lock::new(0);
    let guard = lock.lock();
    thread::scope(|s| {
        s.spawn(move || drop(guard));
    });
}
