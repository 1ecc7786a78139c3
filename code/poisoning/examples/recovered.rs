//! A mutex is poisoned, looked at, recovered, and cleared.

use std::sync::{Mutex, PoisonError};
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
    println!("poisoned: {}", depth.is_poisoned());
    println!("{depth:?}");

    let error = depth.lock().unwrap_err();
    println!("{error:?}");
    let mut guard = PoisonError::into_inner(error);
    *guard = 8;
    depth.clear_poison();
    drop(guard);

    println!("poisoned: {}", depth.is_poisoned());
    println!("{depth:?}");
}
