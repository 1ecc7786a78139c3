//! The lock is in one place, what it is for in others.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Barrier, Mutex};
use std::thread;

fn main() {
    let (crate_a, crate_b) = (AtomicU32::new(5), AtomicU32::new(5));
    let lock = Mutex::new(()); // for both crates
    let halfway = Barrier::new(2);

    thread::scope(|s| {
        s.spawn(|| {
            let _guard = lock.lock().unwrap();
            crate_a.fetch_sub(1, Relaxed);
            halfway.wait();
            halfway.wait();
            crate_b.fetch_add(1, Relaxed);
        });
        halfway.wait();
        // Nobody says that this needs the lock.
        let all = crate_a.load(Relaxed) + crate_b.load(Relaxed);
        println!("{all} apples");
        halfway.wait();
    });
}
