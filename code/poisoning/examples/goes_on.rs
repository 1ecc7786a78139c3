//! Whoever takes the guard out of the error and goes on works with what is there.

use std::sync::{Mutex, PoisonError};
use std::thread;

static HOLDS: Mutex<[u32; 2]> = Mutex::new([6, 0]);

// ANCHOR: shift
fn shift(crates: u32) {
    let holds = HOLDS.lock();
    let mut holds = holds.unwrap_or_else(PoisonError::into_inner);
    holds[0] -= crates;
    assert!(crates <= 4, "the crane lifts four");
    holds[1] += crates;
}
// ANCHOR_END: shift

fn main() {
    for crates in [5, 1] {
        let _ = thread::spawn(move || shift(crates)).join();
    }
    let holds = HOLDS.lock().unwrap_or_else(PoisonError::into_inner);
    println!("{holds:?}: {} crates of 6", holds.iter().sum::<u32>());
}
