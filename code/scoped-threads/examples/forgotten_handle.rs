//! A handle that nobody drops.

use std::mem;
use std::thread;

fn main() {
    thread::scope(|s| {
        let handle = s.spawn(|| println!("The thread is done."));
        mem::forget(handle);
    });
    println!("not reached");
}
