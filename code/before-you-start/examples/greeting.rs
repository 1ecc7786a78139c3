//! A value goes into a thread, and another comes out.

use std::thread;

fn main() {
    let greeting = String::from("hello");
    let counting = thread::spawn(move || greeting.len());
    println!("{} letters", counting.join().unwrap());
}
