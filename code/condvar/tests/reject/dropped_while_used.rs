use std::sync::Condvar;
use std::thread;

fn main() {
    thread::scope(|s| {
        let whistle = Condvar::new();
        s.spawn(|| whistle.notify_one());
    });
}
