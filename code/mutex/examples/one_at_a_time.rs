//! Two workers, and two jobs that need each other.

use std::sync::{Barrier, Mutex};
use std::thread;

fn main() {
    let jobs = Mutex::new(vec!["hold the ladder", "climb it"]);
    let together = Barrier::new(2);
    let work = || {
        while let Some(job) = jobs.lock().unwrap().pop() {
            println!("begun");
            together.wait();
            println!("done: {job}");
        }
    };
    thread::scope(|s| {
        s.spawn(work);
        s.spawn(work);
    });
}
