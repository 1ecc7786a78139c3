//! A call of `println!` that is in progress when the process ends, after `main`.

use std::cell::Cell;
use std::fmt::{Display, Formatter, Result};
use std::sync::mpsc::{Receiver, Sender, channel};
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

/// Dropped after `main`: lets the thread print, and waits until it is in the
/// middle of its line.
struct Last(Cell<Option<(Sender<()>, Receiver<()>)>>);

impl Drop for Last {
    fn drop(&mut self) {
        let (start, asked) = self.0.take().unwrap();
        start.send(()).unwrap();
        asked.recv().unwrap();
    }
}

thread_local! {
    static LAST: Last = const { Last(Cell::new(None)) };
}

fn main() {
    let (start, started) = channel();
    let (ask, asked) = channel();
    thread::spawn(move || {
        let () = started.recv().unwrap();
        println!("Aurora lies at berth {}.", Unknown(ask));
    });
    LAST.with(|last| last.0.set(Some((start, asked))));
    println!("The harbour closes for the night.");
}
