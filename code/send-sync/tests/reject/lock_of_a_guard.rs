use std::thread;

use send_sync::{Lock, ReentrantLock};

fn main() {
    let reentrant = ReentrantLock::new(0);
    let lock = Lock::new(Some(reentrant.lock()));
    thread::scope(|s| {
        s.spawn(|| drop(lock.lock().take()));
    });
}
