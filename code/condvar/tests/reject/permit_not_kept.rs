#![deny(unused_must_use)]

use condvar::Semaphore;

fn main() {
    let berths = Semaphore::new(2);
    berths.acquire();
    println!("{berths:?}");
}
