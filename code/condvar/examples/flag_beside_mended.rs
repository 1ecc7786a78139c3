//! The condition is an atomic beside the mutex, and changes under it.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Condvar, Mutex, mpsc};
use std::thread;

fn main() {
    let boils = AtomicBool::new(false);
    let (lock, whistle) = (Mutex::new(()), Condvar::new());
    let (looked, has_looked) = mpsc::channel();
    thread::scope(|s| {
        s.spawn(|| {
            let mut guard = lock.lock().unwrap();
            while !boils.load(SeqCst) {
                let _ = looked.send(());
                guard = whistle.wait(guard).unwrap();
            }
            println!("it boils");
        });
        has_looked.recv().unwrap();
        // ANCHOR: change
        let guard = lock.lock().unwrap(); // it has looked, and waits
        boils.store(true, SeqCst);
        drop(guard);
        whistle.notify_all();
        // ANCHOR_END: change
    });
}
