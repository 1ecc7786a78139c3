use std::sync::Mutex;
use std::thread;

fn main() {
    let till = Mutex::new(100);
    thread::scope(|s| {
        let guard = till.lock().unwrap();
        s.spawn(move || drop(guard));
    });
}
