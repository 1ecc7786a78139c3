//! The book's mutex, under the names of the standard library.

use poisoning::{Mutex, PoisonError};
use std::thread;

fn main() {
    let depth = Mutex::new(7);
    thread::scope(|s| {
        let sounding = s.spawn(|| {
            let mut depth = depth.lock().unwrap();
            *depth = 0;
            panic!("the line is lost");
        });
        assert!(sounding.join().is_err());
    });
    println!("{depth:?}");
    let mut guard = depth.lock().unwrap_or_else(PoisonError::into_inner);
    *guard = 8;
    depth.clear_poison();
    println!("{depth:?}");
    drop(guard);
    println!("{depth:?}");
}
