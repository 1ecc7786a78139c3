use std::sync::Mutex;
use std::thread;

use shared_ownership::Arc;

fn main() {
    let lock: &Mutex<u32> = Box::leak(Box::default());
    let ours = Arc::new(lock.lock().unwrap());
    let theirs = Arc::clone(&ours);
    thread::spawn(move || drop(theirs));
    drop(ours);
}
