//! A destructor that takes the lock, poisoned or not.

use std::sync::{Mutex, PoisonError};
use std::{panic, thread};

static LOG: Mutex<Vec<&str>> = Mutex::new(Vec::new());

// ANCHOR: watch
struct Watch;

impl Drop for Watch {
    fn drop(&mut self) {
        let log = LOG.lock();
        let mut log = log.unwrap_or_else(PoisonError::into_inner);
        log.push("the watch is over");
    }
}
// ANCHOR_END: watch

fn main() {
    // The default hook adds a backtrace to a second panic.
    panic::set_hook(Box::new(|info| eprintln!("{info}")));
    let writer = thread::spawn(|| {
        let _log = LOG.lock().unwrap();
        panic!("no ink");
    });
    let _ = writer.join();

    let watch = thread::spawn(|| {
        let _watch = Watch;
        panic!("a reef");
    });
    let _ = watch.join();
    println!("and on we sail");
}
