//! Each picker's work begins when all ten are at it.

use std::sync::{Barrier, Mutex};
use std::thread;

fn main() {
    let apples = Mutex::new(0);
    let all_at_work = Barrier::new(10);
    thread::scope(|s| {
        for _ in 0..10 {
            s.spawn(|| {
                let mut apples = apples.lock().unwrap();
                *apples += 100;
                all_at_work.wait();
            });
        }
    });
    println!("ten were at work at once");
}
