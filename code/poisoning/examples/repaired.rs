//! Whoever finds the mutex poisoned repairs the value, and then clears the poison, still holding the lock.

use std::sync::{Mutex, MutexGuard};
use std::thread;

static HOLDS: Mutex<[u32; 2]> = Mutex::new([6, 0]);

// ANCHOR: repair
fn holds() -> MutexGuard<'static, [u32; 2]> {
    HOLDS.lock().unwrap_or_else(|error| {
        let mut holds = error.into_inner();
        holds[1] = 6 - holds[0];
        HOLDS.clear_poison();
        holds
    })
}
// ANCHOR_END: repair

fn shift(crates: u32) {
    let mut holds = holds();
    holds[0] -= crates;
    assert!(crates <= 4, "the crane lifts four");
    holds[1] += crates;
}

fn main() {
    for crates in [5, 1] {
        let _ = thread::spawn(move || shift(crates)).join();
    }
    let holds = holds();
    println!("{holds:?}: {} crates of 6", holds.iter().sum::<u32>());
    println!("poisoned: {}", HOLDS.is_poisoned());
}
