//! A constant is a new value at each use.
#![expect(
    clippy::declare_interior_mutable_const,
    clippy::borrow_interior_mutable_const,
    reason = "the mistake that the program shows"
)]

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

const IN: AtomicU32 = AtomicU32::new(0);
static OUT: AtomicU32 = AtomicU32::new(0);

fn count(ships: &AtomicU32) {
    // ORDERING: Relaxed, the number stands for nothing else.
    ships.fetch_add(1, Relaxed);
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| (count(&IN), count(&OUT)));
        s.spawn(|| (count(&IN), count(&OUT)));
    });
    // ORDERING: Relaxed, the scope has joined both threads.
    let (came, left) = (IN.load(Relaxed), OUT.load(Relaxed));
    println!("in: {came}, out: {left}");
}
