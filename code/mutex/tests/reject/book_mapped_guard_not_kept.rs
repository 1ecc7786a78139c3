#![deny(unused_must_use)]

use mutex::{Mutex, MutexGuard};

fn main() {
    let pair = Mutex::new((0, 0));
    MutexGuard::map(pair.lock(), |pair| &mut pair.0);
}
