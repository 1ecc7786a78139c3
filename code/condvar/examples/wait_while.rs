//! Looks before it waits, by `wait_while`.

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

        // ANCHOR: wait
        let guard = boils.lock().unwrap();
        let guard = whistle.wait_while(guard, |boils| !*boils).unwrap();
        // ANCHOR_END: wait
        println!("it boils: {guard}");
    });
}
