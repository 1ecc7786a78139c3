//! A mutex of a `bool`.

use std::sync::Mutex;

fn main() {
    let done = Mutex::new(false);
    *done.lock().unwrap() = true;
}
