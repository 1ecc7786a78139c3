//! Tells when it is over, whichever way that comes about.

use std::sync::{Barrier, Condvar, Mutex, PoisonError};
use std::thread;

// ANCHOR: teller
#[derive(Default)]
struct Kettle {
    boils: bool,
    is_over: bool,
}

struct Ends<'a>(&'a Mutex<Kettle>, &'a Condvar);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        let kettle = self.0.lock();
        kettle.unwrap_or_else(PoisonError::into_inner).is_over = true;
        self.1.notify_all();
    }
}
// ANCHOR_END: teller

fn main() {
    panics(true);
    panics(false);
}

fn panics(holding: bool) {
    let kettle = Mutex::<Kettle>::default();
    let whistle = Condvar::new();
    let moment = Barrier::new(2);
    thread::scope(|s| {
        // ANCHOR: main
        let cook = s.spawn(|| {
            moment.wait();
            let _ends = Ends(&kettle, &whistle);
            let held = kettle.lock().unwrap(); // so the other waits
            if !holding {
                drop(held);
            }
            panic!("out of gas");
        });
        let guard = kettle.lock().unwrap();
        moment.wait();
        let waited = whistle.wait_while(guard, |it| !it.boils && !it.is_over);
        println!("poisoned: {}", waited.is_err());
        // ANCHOR_END: main
        let kettle = waited.unwrap_or_else(PoisonError::into_inner);
        println!("boils: {}, over: {}", kettle.boils, kettle.is_over);
        drop(kettle);
        cook.join().unwrap_err();
    });
}
