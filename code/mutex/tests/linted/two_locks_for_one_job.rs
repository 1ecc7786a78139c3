//! A lock to look whether there is a job, and another to take it.

use std::sync::Mutex;

fn main() {
    let jobs = Mutex::new(vec!["hold the ladder", "climb it"]);
    while !jobs.lock().unwrap().is_empty() {
        let job = jobs.lock().unwrap().pop().unwrap();
        println!("{job}");
    }
    println!("done");
}
