//! What a thread owns when `main` returns is not dropped.

use std::sync::mpsc::channel;
use std::thread;

struct Logbook;

impl Drop for Logbook {
    fn drop(&mut self) {
        println!("The logbook is put away.");
    }
}

fn main() {
    let (open, opened) = channel();
    thread::spawn(move || {
        let _logbook = Logbook;
        open.send(()).unwrap();
        loop {
            thread::park(); // It never gets further than this.
        }
    });
    opened.recv().unwrap();
    println!("The office closes.");
}
