//! A type that may move to another thread and not be shared with one.

use std::cell::Cell;
use std::marker::PhantomData;
use std::thread;

/// An instrument that one thread at a time may read.
struct Gauge {
    level: u32,
    /// Takes `Sync` away, as a `Cell` would, and takes no room.
    _not_sync: PhantomData<Cell<()>>,
}

impl Gauge {
    fn level(&self) -> u32 {
        self.level
    }
}

fn main() {
    let gauge = Gauge {
        level: 3,
        _not_sync: PhantomData,
    };
    let theirs = thread::spawn(move || gauge.level());
    println!("level {}", theirs.join().unwrap());
    println!("{} bytes", size_of::<Gauge>());
}
