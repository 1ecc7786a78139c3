//! Where is the lock while the right side, or the argument, is computed?

use std::sync::Mutex;

fn main() {
    let total = Mutex::new(0);
    let list = Mutex::new(Vec::new());
    let slow = || {
        println!("total is free: {}", total.try_lock().is_ok());
        println!("list is free: {}", list.try_lock().is_ok());
        165
    };
    // ANCHOR: sums
    *total.lock().unwrap() += slow();
    list.lock().unwrap().push(slow());
    // ANCHOR_END: sums
}
