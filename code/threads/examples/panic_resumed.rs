//! A panic that is passed on as it is.

use std::panic::resume_unwind;
use std::thread;

fn main() {
    let pump = thread::spawn(|| -> u32 {
        panic!("no oil");
    });
    let litres = pump.join().unwrap_or_else(|why| resume_unwind(why));
    println!("pumped {litres} l");
}
