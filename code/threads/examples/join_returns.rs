//! The same, and the thread is told that there is no more to do.

use std::sync::mpsc::channel;
use std::thread;

fn main() {
    let (orders, inbox) = channel();
    let crane = thread::spawn(move || {
        for order in inbox {
            println!("lifting {order}");
        }
    });
    orders.send("timber").unwrap();
    orders.send("salt").unwrap();
    drop(orders); // Ends the `for` loop.
    crane.join().unwrap();
    println!("All lifted.");
}
