//! An argument that is computed before the line is begun.

use std::thread;

fn berth() -> u8 {
    let asked = thread::spawn(|| {
        println!("(the harbour master looks it up)");
        7
    });
    asked.join().unwrap()
}

fn main() {
    println!("Where is Aurora?");
    println!("Aurora lies at berth {}.", berth());
}
