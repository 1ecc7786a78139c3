//! A day that is over at once.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

static TRAY: Mutex<VecDeque<&str>> = Mutex::new(VecDeque::new());

// ANCHOR: next
/// The next letter, if there is one within a day.
fn next() -> Option<&'static str> {
    if TRAY.lock().unwrap().is_empty() {
        thread::park_timeout(Duration::from_hours(24));
    }
    TRAY.lock().unwrap().pop_front()
}
// ANCHOR_END: next

fn main() {
    thread::current().unpark();
    let start = Instant::now();
    println!("{:?}", next());
    println!("a day is over: {}", start.elapsed().as_secs() >= 86_400);
}
