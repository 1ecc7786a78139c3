use std::sync::{Condvar, Mutex};

fn main() {
    let boils = Mutex::new(false);
    let whistle = Condvar::new();
    let mut guard = boils.lock().unwrap();
    while !*guard {
        whistle.wait(&mut guard).unwrap();
    }
}
