//! A thread-local of the main thread that keeps the process alive after `main`.

use std::cell::Cell;
use std::sync::mpsc::channel;
use std::thread::{self, JoinHandle};

struct JoinedAtTheEnd(Cell<Option<JoinHandle<()>>>);

impl Drop for JoinedAtTheEnd {
    fn drop(&mut self) {
        if let Some(thread) = self.0.take() {
            thread.join().unwrap();
        }
    }
}

thread_local! {
    static WATCHMAN: JoinedAtTheEnd = const { JoinedAtTheEnd(Cell::new(None)) };
}

fn main() {
    let (_harbour, closed) = channel::<()>();
    let watchman = thread::spawn(move || {
        let _ = closed.recv(); // Until `main` drops its end.
        println!("The watchman goes his round.");
    });
    WATCHMAN.with(|slot| slot.0.set(Some(watchman)));
    println!("The harbour closes for the night.");
}
