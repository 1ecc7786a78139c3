//! `parking_lot`'s `read_recursive` doesn't wait where a reader is in.

use std::thread;

use parking_lot::RwLock;

fn main() {
    let depth = RwLock::new(7);
    thread::scope(|s| {
        let outer = depth.read();
        s.spawn(|| *depth.write() = 8);
        // Plain readers are refused as soon as the writer waits.
        while depth.try_read().is_some() {}
        println!("outer: {outer}");
        let inner = depth.read_recursive();
        println!("inner: {inner}");
    });
    println!("then: {}", depth.read());
}
