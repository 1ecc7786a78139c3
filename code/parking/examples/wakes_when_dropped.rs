//! A destructor wakes the other, whatever happens.

use std::sync::Mutex;
use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Release},
};
use std::thread::{self, Thread};

static WEIGHTS: Mutex<Vec<u32>> = Mutex::new(Vec::new());

// ANCHOR: guard
static IS_OVER: AtomicBool = AtomicBool::new(false);

/// Says that nothing more comes, however that came about.
struct SaysSo(Thread);

impl Drop for SaysSo {
    fn drop(&mut self) {
        IS_OVER.store(true, Release);
        self.0.unpark();
    }
}

fn main() {
    let clerk = thread::current();
    thread::spawn(move || {
        let _says_so = SaysSo(clerk);
        let grams = "heavy".parse().expect("a number");
        WEIGHTS.lock().unwrap().push(grams);
    });
    while !IS_OVER.load(Acquire) {
        thread::park();
    }
    println!("it is over: {:?}", WEIGHTS.lock().unwrap());
}
// ANCHOR_END: guard
