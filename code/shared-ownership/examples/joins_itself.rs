//! A destructor that joins a thread, and runs on that thread.

use std::sync::{Arc, Mutex, mpsc::channel};
use std::thread::{self, JoinHandle};

struct Office {
    clerk: Mutex<Option<JoinHandle<()>>>,
}

impl Drop for Office {
    fn drop(&mut self) {
        let clerk = self.clerk.get_mut().unwrap().take();
        clerk.unwrap().join().unwrap();
        println!("the clerk has gone home");
    }
}

fn main() {
    let clerk = Mutex::new(None);
    let office = Arc::new(Office { clerk });
    let (close, closed) = channel::<()>();
    let (ended, has_ended) = channel::<()>();

    let theirs = Arc::clone(&office);
    let clerk = thread::spawn(move || {
        let _ended = ended;
        let _ = closed.recv();
        drop(theirs);
    });
    *office.clerk.lock().unwrap() = Some(clerk);

    drop(office);
    drop(close);
    let _ = has_ended.recv();
    println!("the office is closed");
}
