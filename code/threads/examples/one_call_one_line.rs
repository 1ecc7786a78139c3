//! A thread that tries to print in the middle of another thread's line.

use std::fmt::{Display, Formatter, Result};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

/// Takes long to format: until the rival is about to print, and then some.
struct Berth {
    rival_tries: Receiver<()>,
    rival_is_done: Receiver<()>,
}

impl Display for Berth {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.rival_tries.recv().unwrap();
        for _ in 0..10_000 {
            thread::yield_now();
            if self.rival_is_done.try_recv().is_ok() {
                return write!(f, "(too late)");
            }
        }
        write!(f, "7")
    }
}

fn main() {
    let (about_to, rival_tries) = channel();
    let (done, rival_is_done) = channel();
    let berth = Berth {
        rival_tries,
        rival_is_done,
    };
    let aurora = thread::spawn(move || println!("Aurora lies at berth {berth}."));
    // Sent before the print begins, because nothing can be sent from within it.
    let borea = thread::spawn(move || {
        about_to.send(()).unwrap();
        println!("Borea has docked.");
        let _ = done.send(());
    });
    aurora.join().unwrap();
    borea.join().unwrap();
}
