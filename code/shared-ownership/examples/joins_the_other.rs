//! A destructor that joins a thread which has no part in what it drops.

use std::sync::{Arc, mpsc::Sender, mpsc::channel};
use std::thread::{self, JoinHandle};

struct Office {
    close: Option<Sender<()>>,
    clerk: Option<JoinHandle<()>>,
}

impl Drop for Office {
    fn drop(&mut self) {
        drop(self.close.take());
        self.clerk.take().unwrap().join().unwrap();
        println!("the clerk has gone home");
    }
}

fn main() {
    let ships = Arc::new(["Aurora", "Borea"]);
    let (close, closed) = channel();

    let theirs = Arc::clone(&ships);
    let clerk = thread::spawn(move || {
        let _ = closed.recv();
        println!("{} are on file", theirs.join(" and "));
    });

    let (close, clerk) = (Some(close), Some(clerk));
    drop(Office { close, clerk });
    println!("the office is closed");
}
