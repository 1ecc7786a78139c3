//! Whose panic leaves a mark?

use std::sync::RwLock;
use std::thread;

fn main() {
    let depth = RwLock::new(7);
    let reader = || {
        let depth = depth.read().unwrap();
        panic!("read {depth}");
    };
    let writer = || {
        let mut depth = depth.write().unwrap();
        *depth += 1;
        panic!("wrote {depth}");
    };
    thread::scope(|s| drop(s.spawn(reader).join()));
    println!("after a reader: poisoned {}", depth.is_poisoned());
    thread::scope(|s| drop(s.spawn(writer).join()));
    println!("after a writer: poisoned {}", depth.is_poisoned());
}
