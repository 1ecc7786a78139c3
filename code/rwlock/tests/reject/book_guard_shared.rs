use std::sync::Mutex;

use rwlock::RwLock;

fn main() {
    let log = Mutex::new(String::new());
    let kept = RwLock::new(Some(log.lock().unwrap()));
    std::thread::scope(|s| {
        s.spawn(|| drop(kept.write().take()));
    });
}
