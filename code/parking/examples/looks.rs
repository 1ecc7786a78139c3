//! How often somebody who polls looks in vain, and somebody who parks.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

// ANCHOR: looks
/// How often a clerk looks in vain, and calls `wait`, if no letter comes
/// before that many looks.
fn looks_in_vain(wait: fn(), before: usize) -> usize {
    let tray = Mutex::new(VecDeque::new());
    let looks = AtomicUsize::new(0);
    thread::scope(|s| {
        let clerk = s.spawn(|| {
            while tray.lock().unwrap().pop_front().is_none() {
                looks.fetch_add(1, Relaxed);
                wait();
            }
        });
        while looks.load(Relaxed) < before {
            thread::yield_now();
        }
        // And then it takes its time.
        (0..1_000).for_each(|_| thread::yield_now());
        tray.lock().unwrap().push_back("a bill");
        clerk.thread().unpark();
    });
    looks.into_inner()
}
// ANCHOR_END: looks

fn main() {
    // It would go on. We don't.
    let polling = looks_in_vain(|| (), 100_000).min(100_000);
    println!("polling: {polling}");
    println!("parking: {}", looks_in_vain(thread::park, 1));
}
