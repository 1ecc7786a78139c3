//! What is called between the look and the `park` takes the token.

use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Release},
};
use std::thread;
use std::time::Duration;

static NEWS: AtomicBool = AtomicBool::new(false);

/// Stands for a library, which parks for a reason of its own.
fn write_log(line: &str) {
    println!("{line}");
    thread::park_timeout(Duration::from_millis(1));
}

// ANCHOR: main
fn main() {
    let me = thread::current();
    while !NEWS.load(Acquire) {
        // Between the look and the `park`, the news comes.
        let me = me.clone();
        let news = thread::spawn(move || {
            NEWS.store(true, Release);
            me.unpark();
        });
        news.join().unwrap();
        write_log("no news yet");
        thread::park();
    }
    println!("news");
}
// ANCHOR_END: main
