//! Told before it waits.

use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let boils = Mutex::new(false);
    let whistle = Condvar::new();
    thread::scope(|s| {
        let kettle = s.spawn(|| {
            *boils.lock().unwrap() = true;
            whistle.notify_one();
        });
        kettle.join().unwrap();
        println!("the kettle has whistled");

        let guard = boils.lock().unwrap();
        let boils = whistle.wait(guard).unwrap();
        println!("it boils: {boils}");
    });
}
