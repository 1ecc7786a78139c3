//! One panic becomes as many as there are users.

use std::sync::Mutex;
use std::thread;

static LOG: Mutex<Vec<&str>> = Mutex::new(Vec::new());

fn note(line: &'static str) {
    let mut log = LOG.lock().unwrap();
    assert!(!line.is_empty(), "an empty line");
    log.push(line);
}

fn main() {
    for line in ["cast off", "", "sails set", "all well"] {
        let result = thread::spawn(move || note(line)).join();
        println!("{line:?} is noted: {}", result.is_ok());
    }
}
