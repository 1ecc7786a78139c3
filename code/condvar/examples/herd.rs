//! Four wait for one order. How many wake up for nothing?

use std::sync::{Condvar, Mutex};
use std::thread;

// ANCHOR: herd
#[derive(Default)]
struct Kitchen {
    orders: u32,
    asleep: u32,
    woken: u32,
}

fn cook(kitchen: &Mutex<Kitchen>, changed: &Condvar) {
    let mut kitchen = kitchen.lock().unwrap();
    while kitchen.orders == 0 {
        kitchen.asleep += 1;
        kitchen = changed.wait(kitchen).unwrap();
        kitchen.woken += 1;
    }
    kitchen.orders -= 1;
}
// ANCHOR_END: herd

/// How often somebody wakes up until one order is taken and all is quiet.
fn woken(tell: fn(&Condvar), expected: u32) -> u32 {
    let (kitchen, changed) = (Mutex::default(), Condvar::new());
    let wait_until = |holds: &dyn Fn(&Kitchen) -> bool| {
        while !holds(&kitchen.lock().unwrap()) {
            thread::yield_now();
        }
    };
    thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| cook(&kitchen, &changed));
        }
        wait_until(&|kitchen| kitchen.asleep == 4);
        kitchen.lock().unwrap().orders = 1;
        tell(&changed);
        wait_until(&|kitchen| kitchen.woken >= expected);
        let woken = kitchen.lock().unwrap().woken;

        kitchen.lock().unwrap().orders += 3;
        changed.notify_all();
        woken
    })
}

fn main() {
    println!("notify_one wakes {}", woken(Condvar::notify_one, 1));
    println!("notify_all wakes {}", woken(Condvar::notify_all, 4));
}
