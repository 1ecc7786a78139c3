//! A scope whose thread has a reason to end.

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
        drop(orders);
    });
    println!("All is loaded.");
}
