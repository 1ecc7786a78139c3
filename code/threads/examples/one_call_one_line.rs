//! A thread that tries to print in the middle of another thread's line.

use std::fmt::{Display, Formatter, Result};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// Takes long to format: until the rival has had ample time to print.
struct Berth {
    line_is_begun: Sender<()>,
    rival_tries: Receiver<()>,
    rival_has_printed: Receiver<()>,
}

impl Display for Berth {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.line_is_begun.send(()).unwrap();
        self.rival_tries.recv().unwrap();
        for _ in 0..10_000 {
            thread::yield_now();
            if self.rival_has_printed.try_recv().is_ok() {
                return write!(f, "(too late)");
            }
        }
        write!(f, "7")
    }
}

fn main() {
    let (line_is_begun, begun) = channel();
    let (trying, rival_tries) = channel();
    let (printed, rival_has_printed) = channel();
    let rival = thread::spawn(move || {
        let () = begun.recv().unwrap();
        trying.send(()).unwrap();
        println!("Borea has docked.");
        // Nobody listens any more when this is after Aurora's line.
        printed.send(()).ok();
    });
    let berth = Berth {
        line_is_begun,
        rival_tries,
        rival_has_printed,
    };
    println!("Aurora lies at berth {berth}.");
    rival.join().unwrap();
}
