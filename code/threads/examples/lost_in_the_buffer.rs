//! A call of `println!` that is in progress when `main` returns.

use std::fmt::{Display, Formatter, Result};
use std::sync::mpsc::{Sender, channel};
use std::thread;

struct Unknown(Sender<()>);

impl Display for Unknown {
    fn fmt(&self, _: &mut Formatter<'_>) -> Result {
        self.0.send(()).unwrap();
        loop {
            thread::park(); // It never gets further than this.
        }
    }
}

fn main() {
    let (asked, seen) = channel();
    thread::spawn(move || println!("Aurora lies at berth {}.", Unknown(asked)));
    seen.recv().unwrap();
}
