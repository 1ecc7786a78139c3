//! Looks before it waits.

use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let boils = Mutex::new(false);
    let whistle = Condvar::new();
    thread::scope(|s| {
        s.spawn(|| {
            *boils.lock().unwrap() = true;
            whistle.notify_one();
        });

        let mut guard = boils.lock().unwrap();
        while !*guard {
            guard = whistle.wait(guard).unwrap();
        }
        println!("it boils: {guard}");
    });
}
