//! A thread that waits for `main`, and `main` waits for the thread.

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
    crane.join().unwrap();
    println!("All lifted.");
}
