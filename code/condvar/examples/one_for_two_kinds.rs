//! Two that wait for different things, at one condition variable.

use std::sync::{Condvar, Mutex, mpsc};
use std::thread;

fn main() {
    let kitchen = Mutex::new((0, 0)); // soups, breads
    let changed = Condvar::new();
    let (asleep, is_asleep) = mpsc::channel();
    thread::scope(|s| {
        s.spawn(|| {
            let guard = kitchen.lock().unwrap();
            asleep.send(()).unwrap();
            drop(changed.wait_while(guard, |(_, breads)| *breads == 0));
        });
        is_asleep.recv().unwrap();
        s.spawn(|| {
            let guard = kitchen.lock().unwrap(); // the other waits
            asleep.send(()).unwrap();
            drop(changed.wait_while(guard, |(soups, _)| *soups == 0));
            println!("soup is served");
        });
        is_asleep.recv().unwrap();
        kitchen.lock().unwrap().0 += 1; // both wait
        changed.notify_one();
        println!("soup is ready");
    });
}
