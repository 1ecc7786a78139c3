//! An error returns between two writes, and poisons nothing.

use std::num::ParseIntError;
use std::sync::Mutex;

static HOLDS: Mutex<[u32; 2]> = Mutex::new([6, 0]);

fn shift(crates: &str) -> Result<(), ParseIntError> {
    let mut holds = HOLDS.lock().unwrap();
    holds[0] -= 3;
    holds[1] += crates.parse::<u32>()?;
    Ok(())
}

fn main() {
    println!("{:?}", shift("three"));
    println!("poisoned: {}", HOLDS.is_poisoned());
    println!("{:?}", HOLDS.lock().unwrap());
}
