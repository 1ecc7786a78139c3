//! To look under one lock and to act under the next.

use std::sync::{Barrier, RwLock};
use std::thread;

fn main() {
    let berths = RwLock::new(vec![]);
    let both_have_looked = Barrier::new(2);
    let moor = |ship| {
        let moored = berths.read().unwrap().contains(&ship);
        both_have_looked.wait();
        if !moored {
            berths.write().unwrap().push(ship);
        }
    };
    thread::scope(|s| {
        s.spawn(|| moor("Vega"));
        s.spawn(|| moor("Vega"));
    });
    println!("{:?}", berths.into_inner().unwrap());
}
