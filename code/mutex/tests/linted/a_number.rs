//! A mutex of a number.

use std::sync::Mutex;

fn main() {
    let apples = Mutex::new(0_u64);
    *apples.lock().unwrap() += 1;
}
