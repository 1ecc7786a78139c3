use std::sync::{Arc, OnceLock};
use std::thread;

use send_sync::ReentrantLock;

fn main() {
    let reentrant = ReentrantLock::new(0);
    let ours = Arc::new(OnceLock::new());
    let theirs = Arc::clone(&ours);
    thread::scope(|s| {
        s.spawn(|| drop(theirs.set(reentrant.lock())));
        drop(ours);
    });
}
