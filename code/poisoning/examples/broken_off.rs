//! A thread panics between two writes.

use std::sync::Mutex;
use std::thread;

/// What is in the two holds of a ship: six crates in all.
static HOLDS: Mutex<[u32; 2]> = Mutex::new([6, 0]);

fn shift(crates: u32) {
    let mut holds = HOLDS.lock().unwrap();
    holds[0] -= crates;
    assert!(crates <= 4, "the crane lifts four");
    holds[1] += crates;
}

fn main() {
    let _ = thread::spawn(|| shift(5)).join();
    match HOLDS.lock() {
        Ok(holds) => println!("all is well: {holds:?}"),
        Err(error) => println!("{error}: {:?}", error.get_ref()),
    }
}
