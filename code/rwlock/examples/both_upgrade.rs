//! Two readers want to write, and neither gives up reading first.

use std::sync::{Barrier, RwLock};
use std::thread;

fn main() {
    let berths = RwLock::new(vec![]);
    let both_have_looked = Barrier::new(2);
    let moor = |ship| {
        let seen = berths.read().unwrap();
        if both_have_looked.wait().is_leader() {
            println!("both have looked");
        }
        if !seen.contains(&ship) {
            berths.write().unwrap().push(ship);
        }
    };
    thread::scope(|s| {
        s.spawn(|| moor("Vega"));
        s.spawn(|| moor("Lyra"));
    });
    println!("both are moored");
}
