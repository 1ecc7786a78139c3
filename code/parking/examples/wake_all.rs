//! Two clerks, both of which are woken for each letter.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Barrier, Mutex};
use std::thread;

static TRAY: Mutex<VecDeque<&str>> = Mutex::new(VecDeque::new());
static BOTH_SIGN: Barrier = Barrier::new(2);
static SIGNING: AtomicUsize = AtomicUsize::new(0);
static IN_VAIN: AtomicUsize = AtomicUsize::new(0);

/// Sorts letters until one was signed.
fn clerk() {
    loop {
        let letter = TRAY.lock().unwrap().pop_front();
        match letter {
            Some("a contract") => {
                SIGNING.fetch_add(1, Relaxed);
                // Two have to sign, each a copy.
                BOTH_SIGN.wait();
                return;
            }
            Some(letter) => println!("sorted: {letter}"),
            None => {
                IN_VAIN.fetch_add(1, Relaxed);
                thread::park();
            }
        }
    }
}

fn wait_for(count: &AtomicUsize, least: usize) {
    while count.load(Relaxed) < least {
        thread::yield_now();
    }
}

fn main() {
    let clerks = [thread::spawn(clerk), thread::spawn(clerk)];
    // ANCHOR: post
    let post = |letter| {
        TRAY.lock().unwrap().push_back(letter);
        // All of them.
        for clerk in &clerks {
            clerk.thread().unpark();
        }
    };
    // ANCHOR_END: post
    wait_for(&IN_VAIN, 2);
    post("a contract");
    wait_for(&SIGNING, 1);
    post("a bill");
    wait_for(&IN_VAIN, 3);
    post("a contract");
    for clerk in clerks {
        clerk.join().unwrap();
    }
    println!("both have signed");
}
