#![deny(unused_must_use)]

use rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};

fn main() {
    let tide = RwLock::new(3);
    tide.read();
    tide.write();
    RwLockReadGuard::map(tide.read(), |tide| tide);
    RwLockWriteGuard::map(tide.write(), |tide| tide);
    println!("{tide:?}");
}
