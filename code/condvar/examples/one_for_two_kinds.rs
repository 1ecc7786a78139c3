//! Two that wait for different things, at one condition variable.

use std::sync::mpsc;
use std::thread;

use parking_lot::{Condvar, Mutex};

fn main() {
    let kitchen = Mutex::new((0, 0)); // soups, breads
    let changed = Condvar::new();
    let (asleep, is_asleep) = mpsc::channel();
    thread::scope(|s| {
        s.spawn(|| {
            let mut guard = kitchen.lock();
            asleep.send(()).unwrap();
            changed.wait_while(&mut guard, |(_, breads)| *breads == 0);
        });
        is_asleep.recv().unwrap();
        s.spawn(|| {
            let mut guard = kitchen.lock(); // the other waits
            asleep.send(()).unwrap();
            changed.wait_while(&mut guard, |(soups, _)| *soups == 0);
            println!("soup is served");
        });
        is_asleep.recv().unwrap();
        kitchen.lock().0 += 1; // both wait
        changed.notify_one();
        println!("soup is ready");
    });
}
