//! Who looks again is none the worse for a token that was left over.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;

static TRAY: Mutex<VecDeque<&str>> = Mutex::new(VecDeque::new());

// ANCHOR: next
fn next() -> &'static str {
    loop {
        let letter = TRAY.lock().unwrap().pop_front();
        match letter {
            Some(letter) => return letter,
            None => thread::park(),
        }
    }
}
// ANCHOR_END: next

fn main() {
    post("a bill").join().unwrap();
    println!("{}", next());
    post("a postcard");
    println!("{}", next());
}

/// Has a thread post a letter, and wake the calling one.
fn post(letter: &'static str) -> thread::JoinHandle<()> {
    let clerk = thread::current();
    thread::spawn(move || {
        TRAY.lock().unwrap().push_back(letter);
        clerk.unpark();
    })
}
