use std::sync::Arc;
use std::thread;

use send_sync::ReentrantLock;

fn main() {
    let reentrant = ReentrantLock::new(0);
    let ours = Arc::new(reentrant.lock());
    let theirs = Arc::clone(&ours);
    thread::scope(|s| {
        s.spawn(move || drop(theirs));
        drop(ours);
    });
}
