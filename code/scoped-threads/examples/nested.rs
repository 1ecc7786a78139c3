//! A scoped thread that starts another.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

fn main() {
    let rooms = AtomicU32::new(0);

    thread::scope(|s| {
        s.spawn(|| {
            rooms.fetch_add(1, Relaxed);
            s.spawn(|| rooms.fetch_add(1, Relaxed));
        });
    });

    println!("{} rooms were searched", rooms.into_inner());
}
