//! The same with threads that nobody's scope waits for.

use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let apples = Arc::new(Mutex::new(0));
    let mut pickers = Vec::new();
    for _ in 0..10 {
        let apples = Arc::clone(&apples);
        pickers.push(thread::spawn(move || {
            for _ in 0..100 {
                *apples.lock().unwrap() += 1;
            }
        }));
    }
    for picker in pickers {
        picker.join().unwrap();
    }
    println!("in all: {}", apples.lock().unwrap());
}
