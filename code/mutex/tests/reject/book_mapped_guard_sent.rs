use std::thread;

use mutex::{Mutex, MutexGuard};

static PAIR: Mutex<(u32, u32)> = Mutex::new((0, 0));

fn main() {
    let part = MutexGuard::map(PAIR.lock(), |pair| &mut pair.0);
    thread::spawn(move || drop(part));
}
