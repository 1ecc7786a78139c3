//! Whoever should have told panics.

use std::sync::{Barrier, Condvar, Mutex};
use std::thread;

fn main() {
    let boils = Mutex::new(false);
    let whistle = Condvar::new();
    let moment = Barrier::new(2);
    thread::scope(|s| {
        s.spawn(|| {
            moment.wait();
            let _boils = boils.lock().unwrap(); // so the other waits
            panic!("out of gas");
        });
        let guard = boils.lock().unwrap();
        moment.wait();
        let waited = whistle.wait_while(guard, |boils| !*boils);
        println!("poisoned: {}", waited.is_err());
    });
}
