//! Two clerks at one tray, and a contract that both have to sign.

use std::collections::VecDeque;
use std::sync::{Barrier, Condvar, Mutex};
use std::thread;

// ANCHOR: tray
#[derive(Default)]
struct Tray {
    letters: VecDeque<&'static str>,
    closed: bool,
}

/// The next letter, or `None` if there will be none.
fn next(tray: &Mutex<Tray>, changed: &Condvar) -> Option<&'static str> {
    let mut tray = tray.lock().unwrap();
    loop {
        if let Some(letter) = tray.letters.pop_front() {
            return Some(letter);
        }
        if tray.closed {
            return None;
        }
        tray = changed.wait(tray).unwrap();
    }
}
// ANCHOR_END: tray

// ANCHOR: main
fn main() {
    let (tray, changed) = (Mutex::new(Tray::default()), Condvar::new());
    let both_sign = Barrier::new(2);
    let clerk = || {
        while let Some(letter) = next(&tray, &changed) {
            if letter == "a contract" {
                both_sign.wait(); // each a copy
            }
            println!("done: {letter}");
        }
    };
    thread::scope(|s| {
        s.spawn(clerk);
        s.spawn(clerk);
        for letter in ["a contract", "a bill", "a contract"] {
            tray.lock().unwrap().letters.push_back(letter);
            changed.notify_one();
        }
        tray.lock().unwrap().closed = true;
        changed.notify_all();
    });
    println!("both have signed");
}
// ANCHOR_END: main
