//! A scope whose thread waits for it.

use std::sync::mpsc;
use std::thread;

fn main() {
    let (orders, inbox) = mpsc::channel();

    thread::scope(|s| {
        s.spawn(|| {
            for order in inbox {
                println!("Loading {order}.");
            }
        });
        orders.send("coal").unwrap();
    });
    println!("All is loaded.");
}
