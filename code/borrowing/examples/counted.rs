//! Two threads add to one number, through shared references.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

fn main() {
    let count = AtomicU32::new(0);
    let add = || {
        for _ in 0..1000 {
            count.fetch_add(1, Relaxed);
        }
    };
    thread::scope(|s| {
        s.spawn(add);
        s.spawn(add);
    });
    println!("{count:?}");
}
