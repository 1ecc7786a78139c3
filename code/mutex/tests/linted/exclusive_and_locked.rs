//! Whoever has a mutex exclusively locks it all the same.

use std::sync::Mutex;

fn reset(apples: &mut Mutex<Vec<u32>>) {
    apples.lock().unwrap().clear();
}

fn main() {
    reset(&mut Mutex::new(vec![180]));
}
