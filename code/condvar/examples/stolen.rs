//! Woken for an order that somebody else has taken.

use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let orders = Mutex::new(Vec::new());
    let changed = Condvar::new();
    let (asleep, is_asleep) = std::sync::mpsc::channel();
    thread::scope(|s| {
        s.spawn(|| {
            let mut orders = orders.lock().unwrap();
            asleep.send(()).unwrap();
            if orders.is_empty() {
                orders = changed.wait(orders).unwrap();
            }
            println!("the cook has {}", orders.pop().unwrap());
        });
        is_asleep.recv().unwrap();
        let mut orders = orders.lock().unwrap(); // so the cook waits
        orders.push("soup");
        changed.notify_one();
        println!("the guest eats the {}", orders.pop().unwrap());
    });
}
