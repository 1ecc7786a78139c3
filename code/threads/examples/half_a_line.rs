//! A thread that is certainly in the middle of a line when `main` returns.

use std::io::{Write, stdout};
use std::sync::mpsc::channel;
use std::thread;

fn main() {
    let (underway, seen) = channel();
    thread::spawn(move || {
        print!("The last ferry is about to");
        stdout().flush().unwrap();
        underway.send(()).unwrap();
        loop {
            thread::park(); // It never gets further than this.
        }
    });
    seen.recv().unwrap();
}
