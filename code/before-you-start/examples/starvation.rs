//! A writer that asks a thousand times and is turned away each time, though no reader stays.

use std::sync::RwLock;
use std::thread;

fn main() {
    let notice = RwLock::new("closed");
    let mut refused = 0;

    let mut reader = notice.try_read().unwrap();
    for _ in 0..1_000 {
        let next = notice.try_read().unwrap(); // one reader enters
        drop(reader); // before the other leaves
        reader = next;

        let writer = || notice.try_write().is_err();
        thread::scope(|s| {
            if s.spawn(writer).join().unwrap() {
                refused += 1;
            }
        });
    }
    println!("{refused} of 1000 refused; still {reader}");
}
