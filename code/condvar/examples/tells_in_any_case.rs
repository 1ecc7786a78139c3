//! Tells when it is done, whichever way that comes about.

use std::sync::{Barrier, Condvar, Mutex};
use std::thread;

// ANCHOR: teller
struct Whistles<'a>(&'a Condvar);

impl Drop for Whistles<'_> {
    fn drop(&mut self) {
        self.0.notify_all();
    }
}
// ANCHOR_END: teller

fn main() {
    let boils = Mutex::new(false);
    let whistle = Condvar::new();
    let moment = Barrier::new(2);
    thread::scope(|s| {
        // ANCHOR: main
        let kettle = s.spawn(|| {
            moment.wait();
            let _whistles = Whistles(&whistle);
            let _boils = boils.lock().unwrap(); // so the other waits
            panic!("out of gas");
        });
        let guard = boils.lock().unwrap();
        moment.wait();
        let waited = whistle.wait_while(guard, |boils| !*boils);
        println!("poisoned: {}", waited.is_err());
        // ANCHOR_END: main
        drop(waited);
        kettle.join().unwrap_err();
    });
}
