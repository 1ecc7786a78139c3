#![deny(unused_must_use)]

use mutex::Mutex;

fn main() {
    let count = Mutex::new(0);
    count.lock();
}
