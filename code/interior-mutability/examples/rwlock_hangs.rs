//! Where a `RefCell` panics, a lock waits.

use std::sync::RwLock;

fn main() {
    let names = RwLock::new(vec!["Ada"]);
    let first = names.read().unwrap();
    println!("{} is first", first[0]);
    names.write().unwrap().push("Grace");
    println!("{} people", first.len());
}
