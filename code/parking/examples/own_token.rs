//! A token that nobody else can take.

use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Release},
};
use std::thread;
use std::time::Duration;

use parking::Parker;

static NEWS: AtomicBool = AtomicBool::new(false);

/// Stands for a library, which parks for a reason of its own.
fn write_log(line: &str) {
    println!("{line}");
    thread::park_timeout(Duration::from_millis(1));
}

// ANCHOR: main
fn main() {
    let parker = Parker::new();
    while !NEWS.load(Acquire) {
        let me = parker.unparker().clone();
        let news = thread::spawn(move || {
            NEWS.store(true, Release);
            me.unpark();
        });
        news.join().unwrap();
        write_log("no news yet");
        parker.park();
    }
    println!("news");
}
// ANCHOR_END: main
