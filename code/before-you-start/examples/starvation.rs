//! A writer that asks a thousand times and is turned away a thousand times, though no reader stays.

use std::sync::RwLock;
use std::thread;

fn main() {
    let notice = RwLock::new("closed");
    let mut refused = 0;

    let mut reader = notice.try_read().unwrap();
    for _ in 0..1_000 {
        let next = notice.try_read().unwrap(); // one reader enters
        drop(reader); //                          before the other leaves
        reader = next;

        let write = || notice.try_write().is_err();
        refused += thread::scope(|s| {
            u32::from(s.spawn(write).join().unwrap())
        });
    }

    println!("{refused} of 1000 attempts refused; {reader}");
}
