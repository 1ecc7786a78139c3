//! Where a `RefCell` lets a reader in, a lock may wait.

use std::sync::RwLock;
use std::thread;

fn main() {
    let names = &RwLock::new(vec!["Ada"]);
    thread::scope(|scope| {
        let one = names.read().unwrap();
        scope.spawn(|| names.write().unwrap().push("Grace"));
        // Readers are refused as soon as the writer is waiting.
        while names.try_read().is_ok() {}
        println!("{} people", one.len());
        let other = names.read().unwrap();
        println!("{} people", other.len());
    });
}
