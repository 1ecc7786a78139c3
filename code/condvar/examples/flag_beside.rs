//! The condition is an atomic beside the mutex, and not under it.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Barrier, Condvar, Mutex};
use std::thread;

fn main() {
    let boils = AtomicBool::new(false);
    let (lock, whistle) = (Mutex::new(()), Condvar::new());
    let moment = Barrier::new(2);
    thread::scope(|s| {
        s.spawn(|| {
            moment.wait(); // somebody has looked
            boils.store(true, SeqCst);
            whistle.notify_all();
            moment.wait();
        });
        let mut guard = lock.lock().unwrap();
        while !boils.load(SeqCst) {
            moment.wait();
            moment.wait();
            guard = whistle.wait(guard).unwrap();
        }
        println!("it boils");
    });
}
