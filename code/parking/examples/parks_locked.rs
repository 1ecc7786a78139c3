//! The clerk parks with the lock held.

use std::collections::VecDeque;
use std::sync::{Barrier, Mutex};
use std::thread;

fn main() {
    let tray = Mutex::new(VecDeque::new());
    let looked = Barrier::new(2);
    thread::scope(|s| {
        let clerk = s.spawn(|| {
            loop {
                match tray.lock().unwrap().pop_front() {
                    Some("that is all") => break,
                    Some(letter) => println!("sorted: {letter}"),
                    None => {
                        looked.wait();
                        thread::park();
                    }
                }
            }
        });
        looked.wait();
        println!("a bill comes");
        tray.lock().unwrap().push_back("a bill");
        clerk.thread().unpark();
    });
}
