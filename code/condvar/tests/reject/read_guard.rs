use std::sync::{Condvar, RwLock};

fn main() {
    let boils = RwLock::new(false);
    let whistle = Condvar::new();
    let guard = boils.read().unwrap();
    drop(whistle.wait(guard));
}
