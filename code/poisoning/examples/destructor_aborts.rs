//! A destructor that unwraps a poisoned lock while its thread unwinds.

use std::sync::Mutex;
use std::{panic, thread};

static LOG: Mutex<Vec<&str>> = Mutex::new(Vec::new());

// ANCHOR: watch
struct Watch;

impl Drop for Watch {
    fn drop(&mut self) {
        LOG.lock().unwrap().push("the watch is over");
    }
}
// ANCHOR_END: watch

fn main() {
    // The default hook adds a backtrace to a second panic.
    panic::set_hook(Box::new(|info| eprintln!("{info}")));
    // ANCHOR: main
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
    // ANCHOR_END: main
}
