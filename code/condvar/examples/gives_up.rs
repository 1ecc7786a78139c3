//! Waits for a while.

use std::sync::{Condvar, Mutex};
use std::time::Duration;

fn main() {
    let boils = Mutex::new(false);
    let whistle = Condvar::new();
    let patience = Duration::from_millis(10);

    let guard = boils.lock().unwrap();
    let (guard, result) = whistle
        .wait_timeout_while(guard, patience, |boils| !*boils)
        .unwrap();
    println!("it boils: {guard}, gave up: {}", result.timed_out());
}
