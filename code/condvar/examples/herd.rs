//! Four wait for one letter. How many wake up for nothing?

use std::thread;

use parking_lot::{Condvar, Mutex};

// ANCHOR: herd
#[derive(Default)]
struct Office {
    letters: u32,
    asleep: u32,
    woken: u32,
}

fn clerk(office: &Mutex<Office>, changed: &Condvar) {
    let mut office = office.lock();
    while office.letters == 0 {
        office.asleep += 1;
        changed.wait(&mut office);
        office.woken += 1;
    }
    office.letters -= 1;
}
// ANCHOR_END: herd

/// How often somebody wakes up until one letter is taken and all is quiet.
fn woken(tell: impl Fn(&Condvar), expected: u32) -> u32 {
    let (office, changed) = (Mutex::default(), Condvar::new());
    let wait_until = |holds: &dyn Fn(&Office) -> bool| {
        while !holds(&office.lock()) {
            thread::yield_now();
        }
    };
    thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| clerk(&office, &changed));
        }
        wait_until(&|office| office.asleep == 4);
        office.lock().letters = 1;
        tell(&changed);
        wait_until(&|office| office.woken >= expected);
        let woken = office.lock().woken;

        office.lock().letters += 3;
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
