//! A deadline that no token brings forward.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

static TRAY: Mutex<VecDeque<&str>> = Mutex::new(VecDeque::new());

// ANCHOR: next
/// The next letter, if there is one by `deadline`.
fn next(deadline: Instant) -> Option<&'static str> {
    loop {
        let now = Instant::now();
        let letter = TRAY.lock().unwrap().pop_front();
        if letter.is_some() || now >= deadline {
            return letter;
        }
        thread::park_timeout(deadline - now);
    }
}
// ANCHOR_END: next

// ANCHOR: main
fn main() {
    // A token is left over.
    thread::current().unpark();

    let deadline = Instant::now() + Duration::from_millis(20);
    println!("{:?}", next(deadline));
    println!("not before time: {}", Instant::now() >= deadline);

    TRAY.lock().unwrap().push_back("a bill");
    println!("{:?}", next(deadline));
}
// ANCHOR_END: main
