//! A block that ends with a guard of its own mutex.

use std::sync::Mutex;

fn count() -> usize {
    let apples = Mutex::new(vec![180, 165]);
    apples.lock().unwrap().len()
}

fn main() {
    println!("{}", count());
}
