//! Four wait for one order. How many wake up for nothing?

use std::thread;

use parking_lot::{Condvar, Mutex};

// ANCHOR: herd
#[derive(Default)]
struct Kitchen {
    orders: u32,
    asleep: u32,
    woken: u32,
}

fn cook(kitchen: &Mutex<Kitchen>, changed: &Condvar) {
    let mut kitchen = kitchen.lock();
    while kitchen.orders == 0 {
        kitchen.asleep += 1;
        changed.wait(&mut kitchen);
        kitchen.woken += 1;
    }
    kitchen.orders -= 1;
}
// ANCHOR_END: herd

/// How often somebody wakes up until one order is taken and all is quiet.
fn woken(tell: impl Fn(&Condvar), expected: u32) -> u32 {
    let (kitchen, changed) = (Mutex::default(), Condvar::new());
    let wait_until = |holds: &dyn Fn(&Kitchen) -> bool| {
        while !holds(&kitchen.lock()) {
            thread::yield_now();
        }
    };
    thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| cook(&kitchen, &changed));
        }
        wait_until(&|kitchen| kitchen.asleep == 4);
        kitchen.lock().orders = 1;
        tell(&changed);
        wait_until(&|kitchen| kitchen.woken >= expected);
        let woken = kitchen.lock().woken;

        kitchen.lock().orders += 3;
        changed.notify_all();
        woken
    })
}

fn main() {
    let one = woken(|changed| _ = changed.notify_one(), 1);
    let all = woken(|changed| _ = changed.notify_all(), 4);
    println!("notify_one wakes {one}");
    println!("notify_all wakes {all}");
}
