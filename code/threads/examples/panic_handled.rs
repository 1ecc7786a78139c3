//! What `join` returns when the thread panicked.

use std::thread;

fn main() {
    let pump = thread::spawn(|| -> u32 {
        panic!("no oil");
    });
    match pump.join() {
        Ok(litres) => println!("pumped {litres} l"),
        Err(payload) => {
            let why = payload
                .downcast_ref::<&str>()
                .copied()
                .or(payload.downcast_ref::<String>().map(String::as_str))
                .unwrap_or("a payload of another type");
            println!("the pump has stopped: {why}");
        }
    }
}
