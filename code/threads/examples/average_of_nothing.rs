//! The same thread, on a day when nobody measured.

use std::thread;

fn main() {
    let levels: Vec<u64> = vec![];
    let gauge = thread::spawn(move || {
        let sum: u64 = levels.iter().sum();
        sum / levels.len() as u64
    });
    let mean = gauge.join().unwrap();
    println!("mean level: {mean} cm");
}
