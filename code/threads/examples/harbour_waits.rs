//! Two pilots set out, and the harbour stays open until both are back.

use std::thread;

fn main() {
    let first = thread::spawn(pilot);
    let second = thread::spawn(pilot);
    first.join().unwrap();
    second.join().unwrap();
    println!("The harbour closes for the night.");
}

fn pilot() {
    let id = thread::current().id();
    println!("{id:?} leaves the quay.");
    println!("{id:?} is back at the quay.");
}
