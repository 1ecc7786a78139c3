//! A panic that nobody asks about.

use std::sync::mpsc::channel;
use std::thread;

fn main() {
    let (logbook, last_entry) = channel::<()>();
    thread::spawn(move || {
        let _logbook = logbook; // Closed when the thread unwinds.
        panic!("the gauge is stuck");
    });
    let _ = last_entry.recv();
    println!("All tides recorded.");
}
