//! A destructor that unwraps a poisoned lock while its thread unwinds.

use std::sync::Mutex;
use std::thread;

static LOG: Mutex<Vec<&str>> = Mutex::new(Vec::new());

struct Watch;

impl Drop for Watch {
    fn drop(&mut self) {
        LOG.lock().unwrap().push("the watch is over");
    }
}

fn main() {
    let writer = thread::spawn(|| {
        let _log = LOG.lock().unwrap();
        panic!("no ink");
    });
    let _ = writer.join();

    let watch = thread::spawn(|| {
        let _watch = Watch;
        panic!("a reef");
    });
    let _ = watch.join();
    println!("and on we sail");
}
