//! Whoever was to wake the other panics before.

use std::sync::Mutex;
use std::thread;

static WEIGHTS: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn main() {
    let clerk = thread::current();
    thread::spawn(move || {
        let grams = "heavy".parse().expect("a number");
        WEIGHTS.lock().unwrap().push(grams);
        clerk.unpark();
    });
    while WEIGHTS.lock().unwrap().is_empty() {
        thread::park();
    }
    println!("weighed");
}
