//! Two pilots set out, and nobody waits for them.

use std::thread;

fn main() {
    thread::spawn(pilot);
    thread::spawn(pilot);
    println!("The harbour closes for the night.");
}

fn pilot() {
    let id = thread::current().id();
    println!("{id:?} leaves the quay.");
    println!("{id:?} is back at the quay.");
}
