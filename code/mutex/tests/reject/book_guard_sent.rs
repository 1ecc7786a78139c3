use std::thread;

use mutex::Mutex;

static COUNT: Mutex<u32> = Mutex::new(0);

fn main() {
    let guard = COUNT.lock();
    thread::spawn(move || drop(guard));
}
