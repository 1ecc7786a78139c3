//! Two threads look at one list, each under the lock, and wait for each other.

use std::sync::{Barrier, Mutex};
use std::thread;

fn main() {
    let tides = Mutex::new(vec![3, 1, 4]);
    let meet = Barrier::new(2);
    let look = || {
        let tides = tides.lock().unwrap();
        meet.wait();
        tides.len()
    };
    let both = thread::scope(|s| {
        let other = s.spawn(look);
        look() + other.join().unwrap()
    });
    println!("{both} tides read, by two threads at once");
}
