//! Three cooks wait for orders at one condition variable.

use std::collections::VecDeque;
use std::iter;
use std::sync::{Condvar, Mutex};
use std::thread;

// ANCHOR: orders
#[derive(Default)]
struct Orders {
    waiting: VecDeque<u32>,
    closed: bool,
}

/// The next order, or `None` if there will be none.
fn next(orders: &Mutex<Orders>, changed: &Condvar) -> Option<u32> {
    let mut orders = orders.lock().unwrap();
    loop {
        if let Some(order) = orders.waiting.pop_front() {
            return Some(order);
        }
        if orders.closed {
            return None;
        }
        orders = changed.wait(orders).unwrap();
    }
}
// ANCHOR_END: orders

// ANCHOR: main
fn main() {
    let orders = Mutex::new(Orders::default());
    let changed = Condvar::new();
    let take = || next(&orders, &changed);
    let cook = || iter::from_fn(take).sum::<u32>();
    let cooked: u32 = thread::scope(|s| {
        let cooks = [(); 3].map(|()| s.spawn(cook));
        for order in 1..=100 {
            orders.lock().unwrap().waiting.push_back(order);
            changed.notify_one();
        }
        orders.lock().unwrap().closed = true;
        changed.notify_all();
        cooks.into_iter().map(|c| c.join().unwrap()).sum()
    });
    println!("1 + 2 + … + 100 = {cooked}");
}
// ANCHOR_END: main
