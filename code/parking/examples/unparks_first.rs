//! The clerk is woken before there is anything to see.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

fn main() {
    let tray = Mutex::new(Vec::new());
    let looks = AtomicUsize::new(0);
    thread::scope(|s| {
        let clerk = s.spawn(|| {
            while tray.lock().unwrap().is_empty() {
                looks.fetch_add(1, Relaxed);
                thread::park();
            }
        });
        clerk.thread().unpark();
        // Here the clerk has its turn.
        while looks.load(Relaxed) < 2 {
            thread::yield_now();
        }
        tray.lock().unwrap().push("a bill");
        println!("in the tray: {:?}", tray.lock().unwrap());
    });
}
