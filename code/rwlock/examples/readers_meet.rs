//! Two threads read one list, and wait for each other while they do.

use std::sync::{Barrier, RwLock};
use std::thread;

fn main() {
    let tides = RwLock::new(vec![3, 1, 4]);
    let meet = Barrier::new(2);
    let read = || {
        let tides = tides.read().unwrap();
        meet.wait();
        tides.len()
    };
    let both = thread::scope(|s| {
        let other = s.spawn(read);
        read() + other.join().unwrap()
    });
    println!("{both} tides read, by two threads at once");
}
