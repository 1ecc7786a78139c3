//! A thread that owns the vector it reads.

use std::thread;

fn main() {
    let ships = vec!["Aurora", "Borea", "Cygnet"];
    let crier = thread::spawn(move || {
        for ship in &ships {
            println!("{ship} has docked.");
        }
    });
    crier.join().unwrap();
}
