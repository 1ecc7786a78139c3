//! Two threads count one visit each, with atomics and without a data race, and one visit is lost every time.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn main() {
    let visits = AtomicU32::new(0);
    let both_have_read = Barrier::new(2);

    let visit = || {
        let seen = visits.load(SeqCst);
        both_have_read.wait();
        visits.store(seen + 1, SeqCst);
    };

    thread::scope(|s| {
        s.spawn(visit);
        s.spawn(visit);
    });
    println!("2 visits, counted: {}", visits.into_inner());
}
