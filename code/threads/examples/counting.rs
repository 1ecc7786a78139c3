//! Two threads that count, with pauses.

use std::thread;
use std::time::Duration;

fn main() {
    let port = thread::spawn(|| count("port"));
    let starboard = thread::spawn(|| count("starboard"));
    port.join().unwrap();
    starboard.join().unwrap();
}

fn count(side: &str) {
    for n in 1..=3 {
        println!("{side} {n}");
        thread::sleep(Duration::from_millis(1));
    }
}
