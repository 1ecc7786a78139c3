//! Two letters leave one token, and the second `park` sleeps.

use std::collections::VecDeque;
use std::sync::{Barrier, Mutex};
use std::thread;

fn main() {
    let tray = Mutex::new(VecDeque::new());
    let posted = Barrier::new(2);
    thread::scope(|s| {
        let clerk = s.spawn(|| {
            posted.wait();
            for _ in 0..2 {
                thread::park();
                let letter = tray.lock().unwrap().pop_front();
                println!("sorted: {letter:?}");
            }
        });
        for letter in ["a bill", "a postcard"] {
            tray.lock().unwrap().push_back(letter);
            clerk.thread().unpark();
        }
        posted.wait();
    });
}
