//! A count of owners that is read and written in two steps, as `Rc`'s is.
//! It is made of atomics all the same, so that nothing here is undefined.

use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

fn main() {
    let owners = AtomicUsize::new(1); // main
    let both_have_read = Barrier::new(2);
    let clone = || {
        let seen = owners.load(Relaxed);
        both_have_read.wait();
        owners.store(seen + 1, Relaxed);
    };
    let drop = |who| {
        let left = owners.load(Relaxed) - 1;
        owners.store(left, Relaxed);
        println!("{who} drops its clone: {left} left");
    };

    thread::scope(|s| {
        let first = s.spawn(clone);
        let second = s.spawn(clone);
        first.join().unwrap();
        second.join().unwrap();
    });
    drop("the first thread");
    drop("the second thread");
    println!("main still has its own");
}
