use std::sync::{Mutex, MutexGuard};

fn main() {
    let pair = Mutex::new((30, 10));
    let mut left = MutexGuard::map(pair.lock().unwrap(), |pair| &mut pair.0);
    *left += 15;
}
