use std::sync::{Condvar, Mutex};

fn main() {
    let boils = Mutex::new(false);
    let whistle = Condvar::new();
    let guard = boils.lock().unwrap();
    while !*guard {
        whistle.wait(guard).unwrap();
    }
}
