//! Two readers wait for each other, and a writer comes between them.

use std::sync::{Barrier, RwLock};
use std::thread;

fn main() {
    let tides = RwLock::new(vec![3, 1, 4]);
    let meet = Barrier::new(2);
    thread::scope(|s| {
        let ours = tides.read().unwrap();
        s.spawn(|| tides.write().unwrap().push(1));
        // Readers are refused as soon as the writer waits.
        while tides.try_read().is_ok() {}
        s.spawn(|| {
            let theirs = tides.read().unwrap();
            meet.wait();
            println!("they read {}", theirs.len());
        });
        println!("we read {}", ours.len());
        meet.wait();
    });
}
