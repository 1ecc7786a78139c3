//! Ten pickers bring a hundred apples each, and somebody looks in between.

use std::sync::Mutex;
use std::thread;

fn main() {
    let apples = Mutex::new(0);
    thread::scope(|s| {
        for _ in 0..10 {
            s.spawn(|| {
                let mut apples = apples.lock().unwrap();
                for _ in 0..100 {
                    *apples += 1;
                }
            });
        }
        println!("so far: {}", apples.lock().unwrap());
    });
    println!("in all: {}", apples.into_inner().unwrap());
}
