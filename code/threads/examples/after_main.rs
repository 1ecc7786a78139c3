//! A thread-local of the main thread that keeps the process alive after `main`.

use std::cell::Cell;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

/// A thread that is told to start when this is dropped, and waited for.
struct Last(Cell<Option<(Sender<()>, JoinHandle<()>)>>);

impl Drop for Last {
    fn drop(&mut self) {
        let (start, thread) = self.0.take().unwrap();
        start.send(()).unwrap();
        thread.join().unwrap();
    }
}

thread_local! {
    static WATCHMAN: Last = const { Last(Cell::new(None)) };
}

fn main() {
    let (start, started) = channel();
    let watchman = thread::spawn(move || {
        let () = started.recv().unwrap();
        println!("The watchman goes his round.");
    });
    WATCHMAN.with(|last| last.0.set(Some((start, watchman))));
    println!("The harbour closes for the night.");
}
