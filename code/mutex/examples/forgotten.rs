//! A guard that is never dropped.

use std::mem;
use std::sync::Mutex;

fn main() {
    let mut apples = Mutex::new(vec![180]);
    mem::forget(apples.lock().unwrap());
    println!("can it be locked? {}", apples.try_lock().is_ok());
    println!("exclusively: {:?}", apples.get_mut().unwrap());
}
