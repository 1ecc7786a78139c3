//! `parking_lot`'s `read` behaves as std's.

use std::thread;

use parking_lot::RwLock;

fn main() {
    let depth = RwLock::new(7);
    thread::scope(|s| {
        let outer = depth.read();
        s.spawn(|| *depth.write() = 8);
        // Readers are refused as soon as the writer waits.
        while depth.try_read().is_some() {}
        println!("outer: {outer}");
        let inner = depth.read();
        println!("inner: {inner}");
    });
}
