use std::sync::Mutex;
use std::thread;

fn main() {
    let apples = Mutex::new(100);
    let guard = apples.lock().unwrap();
    thread::scope(|s| {
        s.spawn(move || drop(guard));
    });
}
