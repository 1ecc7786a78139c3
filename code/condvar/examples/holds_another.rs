//! Waits for an order, and keeps the till locked.

use std::sync::{Condvar, Mutex, mpsc};
use std::thread;

fn main() {
    let (till, orders) = (Mutex::new(0), Mutex::new(0));
    let changed = Condvar::new();
    let (asleep, is_asleep) = mpsc::channel();
    thread::scope(|s| {
        s.spawn(|| {
            let mut till = till.lock().unwrap();
            let guard = orders.lock().unwrap();
            asleep.send(()).unwrap();
            drop(changed.wait_while(guard, |orders| *orders == 0));
            *till += 12;
        });
        is_asleep.recv().unwrap();
        println!("the guest wants to pay first");
        *till.lock().unwrap() += 3;
        *orders.lock().unwrap() += 1;
        changed.notify_one();
    });
}
