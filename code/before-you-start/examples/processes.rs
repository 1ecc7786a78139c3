//! A child process has a `HITS` of its own; a thread has its parent's.

use std::env;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

static HITS: AtomicU32 = AtomicU32::new(0);

fn hit(who: &str) {
    HITS.store(1, Relaxed);
    report(who);
}

fn report(who: &str) {
    println!("{who} reads HITS = {}", HITS.load(Relaxed));
}

fn main() {
    // Started with an argument, this program is the child process.
    if env::args().len() > 1 {
        return hit("child process");
    }
    let this = env::current_exe().unwrap();
    Command::new(this).arg("child").status().unwrap();
    report("parent");

    thread::spawn(|| hit("thread")).join().unwrap();
    report("parent");
}
