//! Two clerks are woken in turn, and the one whose turn it is has no time.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Barrier, Mutex};
use std::thread;

static TRAY: Mutex<VecDeque<&str>> = Mutex::new(VecDeque::new());
static BOTH_SIGN: Barrier = Barrier::new(2);
static SIGNING: AtomicUsize = AtomicUsize::new(0);
static IN_VAIN: AtomicUsize = AtomicUsize::new(0);

// ANCHOR: clerk
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
// ANCHOR_END: clerk

fn wait_for(count: &AtomicUsize, least: usize) {
    while count.load(Relaxed) < least {
        thread::yield_now();
    }
}

// ANCHOR: main
fn main() {
    let clerks = [thread::spawn(clerk), thread::spawn(clerk)];
    let post = |letter, number: usize| {
        TRAY.lock().unwrap().push_back(letter);
        // In turn.
        clerks[number % 2].thread().unpark();
    };
    wait_for(&IN_VAIN, 2);
    post("a contract", 0);
    wait_for(&SIGNING, 1);
    post("a bill", 1);
    wait_for(&IN_VAIN, 3);
    post("a contract", 2);
    for clerk in clerks {
        clerk.join().unwrap();
    }
    println!("both have signed");
}
// ANCHOR_END: main
