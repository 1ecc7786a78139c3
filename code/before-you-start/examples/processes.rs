//! A child process has a `HITS` of its own; a thread has its parent's.

use std::env;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

static HITS: AtomicU32 = AtomicU32::new(0);

fn hit(who: &str) {
    // ORDERING: only the count matters, and it carries nothing else.
    HITS.fetch_add(1, Relaxed);
    println!("{who}: {} hit", HITS.load(Relaxed));
}

fn main() {
    if env::args().len() > 1 {
        return hit("the child process");
    }

    let this = env::current_exe().unwrap();
    Command::new(this).arg("child").status().unwrap();
    println!("its parent: {} hits", HITS.load(Relaxed));

    thread::spawn(|| hit("a thread")).join().unwrap();
    println!("its parent: {} hit", HITS.load(Relaxed));
}
