//! Two that wait for different things, at one condition variable each.

use std::sync::mpsc;
use std::thread;

use parking_lot::{Condvar, Mutex};

fn main() {
    // ANCHOR: two
    let kitchen = Mutex::new((0, 0)); // soups, breads
    let (soup, bread) = (Condvar::new(), Condvar::new());
    // ANCHOR_END: two
    let (asleep, is_asleep) = mpsc::channel();
    thread::scope(|s| {
        s.spawn(|| {
            let mut guard = kitchen.lock();
            asleep.send(()).unwrap();
            bread.wait_while(&mut guard, |(_, breads)| *breads == 0);
            println!("bread is served");
        });
        is_asleep.recv().unwrap();
        let served = s.spawn(|| {
            let mut guard = kitchen.lock(); // the other waits
            asleep.send(()).unwrap();
            soup.wait_while(&mut guard, |(soups, _)| *soups == 0);
            println!("soup is served");
        });
        is_asleep.recv().unwrap();
        // ANCHOR: tell
        kitchen.lock().0 += 1; // both wait
        soup.notify_one();
        // ANCHOR_END: tell
        served.join().unwrap();
        kitchen.lock().1 += 1;
        bread.notify_one();
    });
}
