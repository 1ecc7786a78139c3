//! What can fail comes first, and then one write.

use std::sync::{Mutex, PoisonError};
use std::thread;

static HOLDS: Mutex<[u32; 2]> = Mutex::new([6, 0]);

// ANCHOR: shift
fn shift(crates: u32) {
    let holds = HOLDS.lock();
    let mut holds = holds.unwrap_or_else(PoisonError::into_inner);
    let mut after = *holds;
    after[0] -= crates;
    assert!(crates <= 4, "the crane lifts four");
    after[1] += crates;
    *holds = after;
}
// ANCHOR_END: shift

fn main() {
    for crates in [5, 1] {
        let _ = thread::spawn(move || shift(crates)).join();
    }
    let holds = HOLDS.lock().unwrap_or_else(PoisonError::into_inner);
    println!("{holds:?}: {} crates of 6", holds.iter().sum::<u32>());
}
