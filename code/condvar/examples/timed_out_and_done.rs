//! The time is over, and the kettle boils.

use std::sync::{Condvar, Mutex, mpsc};
use std::thread;
use std::time::Duration;

fn main() {
    let boils = Mutex::new(false);
    let whistle = Condvar::new();
    let (looked, has_looked) = mpsc::channel();
    thread::scope(|s| {
        s.spawn(|| {
            let mut guard = boils.lock().unwrap();
            looked.send(()).unwrap();
            while !*guard {
                let wait = whistle.wait_timeout(guard, Duration::ZERO);
                let (again, result) = wait.unwrap();
                guard = again;
                if *guard {
                    println!("timed out: {}", result.timed_out());
                }
            }
            println!("it boils: {guard}");
        });
        has_looked.recv().unwrap();
        *boils.lock().unwrap() = true; // between two looks
    });
}
