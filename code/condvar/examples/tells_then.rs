//! Changes first, and tells then.

use std::sync::{Condvar, Mutex, mpsc};
use std::thread;

fn main() {
    let boils = Mutex::new(false);
    let whistle = Condvar::new();
    let (look, has_looked) = mpsc::channel();
    thread::scope(|s| {
        s.spawn(|| {
            let guard = boils.lock().unwrap();
            let waits = |boils: &mut bool| {
                look.send(()).unwrap();
                !*boils
            };
            drop(whistle.wait_while(guard, waits));
            println!("it boils");
        });
        has_looked.recv().unwrap();
        drop(boils.lock().unwrap()); // so it waits
        // ANCHOR: tells
        *boils.lock().unwrap() = true;
        whistle.notify_one();
        has_looked.recv().unwrap(); // it looks again
        // ANCHOR_END: tells
    });
}
