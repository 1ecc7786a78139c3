//! A number that `move` copies.

use std::thread;

fn main() {
    let mut ships = 3;
    let lookout = thread::spawn(move || {
        ships += 1;
        println!("the lookout counts {ships}");
    });
    lookout.join().unwrap();
    println!("main counts {ships}");
}
