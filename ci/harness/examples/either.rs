//! Prints `heads` or `tails`.

use std::time::{SystemTime, UNIX_EPOCH};

fn main() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let even = now.is_ok_and(|now| now.subsec_micros() % 2 == 0);
    println!("{}", if even { "heads" } else { "tails" });
}
