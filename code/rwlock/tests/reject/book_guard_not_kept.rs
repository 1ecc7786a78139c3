#![deny(unused_must_use)]

use rwlock::RwLock;

fn main() {
    let tide = RwLock::new(3);
    tide.write();
    println!("{tide:?}");
}
