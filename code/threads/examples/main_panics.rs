//! A panic in the main thread, while another thread is not done.

use std::sync::mpsc::channel;
use std::thread;

fn main() {
    let (underway, seen) = channel();
    thread::spawn(move || {
        underway.send(()).unwrap();
        loop {
            thread::park(); // It never gets further than this.
        }
    });
    seen.recv().unwrap();
    panic!("the harbour is on fire");
}
