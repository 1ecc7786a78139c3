//! A request that keeps the lock keeps the writer out, and with it whoever
//! comes next.

use std::sync::RwLock;
use std::thread;

fn main() {
    let greeting = RwLock::new("hello");
    thread::scope(|s| {
        let request = greeting.read().unwrap();
        s.spawn(|| *greeting.write().unwrap() = "welcome");
        // Until the writer is known to wait.
        while greeting.try_read().is_ok() {}
        println!("the request is not done: {request}");
        println!("the next one may read: {}", greeting.try_read().is_ok());
    });
    println!("then: {}", greeting.read().unwrap());
}
