//! Four wait for one letter. How many are let go for nothing?

use std::thread;

use parking_lot::{Condvar, Mutex};

// ANCHOR: herd
#[derive(Default)]
struct Office {
    letters: u32,
    waiting: u32,
    back: usize,
    in_vain: u32,
}

fn clerk(office: &Mutex<Office>, changed: &Condvar) {
    let mut office = office.lock();
    while office.letters == 0 {
        office.waiting += 1;
        changed.wait(&mut office);
        office.back += 1;
        if office.letters == 0 {
            office.in_vain += 1;
        }
    }
    office.letters -= 1;
}
// ANCHOR_END: herd

/// How many `tell` lets go, and how many of those find nothing.
fn let_go(tell: impl Fn(&Condvar) -> usize) -> (usize, u32) {
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
        wait_until(&|office| office.waiting == 4);
        office.lock().letters = 1;
        let let_go = tell(&changed);
        wait_until(&|office| office.back >= let_go);
        let in_vain = office.lock().in_vain;

        office.lock().letters += 3;
        changed.notify_all();
        (let_go, in_vain)
    })
}

fn main() {
    let (let_go_by_one, in_vain) = let_go(|changed| changed.notify_one().into());
    println!("notify_one lets {let_go_by_one} go, {in_vain} in vain");
    let (let_go_by_all, in_vain) = let_go(Condvar::notify_all);
    println!("notify_all lets {let_go_by_all} go, {in_vain} in vain");
}
