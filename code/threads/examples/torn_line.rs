//! A line that is printed by two calls.

use std::thread;

fn main() {
    print!("Aurora, bound for ");
    let other = thread::spawn(|| println!("Borea, bound for Riga"));
    other.join().unwrap();
    println!("Oslo");
}
