//! A `park` returns for a token that was left over.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;

static TRAY: Mutex<VecDeque<&str>> = Mutex::new(VecDeque::new());

// ANCHOR: next
fn next() -> &'static str {
    if TRAY.lock().unwrap().is_empty() {
        thread::park();
    }
    let letter = TRAY.lock().unwrap().pop_front();
    letter.expect("somebody has woken us")
}

fn main() {
    post("a bill").join().unwrap();
    println!("{}", next());
    println!("{}", next());
}
// ANCHOR_END: next

/// Has a thread post a letter, and wake the calling one.
fn post(letter: &'static str) -> thread::JoinHandle<()> {
    let clerk = thread::current();
    thread::spawn(move || {
        TRAY.lock().unwrap().push_back(letter);
        clerk.unpark();
    })
}
