//! A guard is kept for longer than it is used.

use std::sync::Mutex;

fn main() {
    let apples = Mutex::new(vec![180, 165]);
    let mut guard = apples.lock().unwrap();
    let last = guard.pop();
    println!("{last:?}");
}
