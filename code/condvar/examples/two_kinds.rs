//! Two that wait for different things, at one condition variable each.

use std::sync::{Condvar, Mutex, mpsc};
use std::thread;

fn main() {
    // ANCHOR: two
    let kitchen = Mutex::new((0, 0)); // soups, breads
    let (soup, bread) = (Condvar::new(), Condvar::new());
    // ANCHOR_END: two
    let (asleep, is_asleep) = mpsc::channel();
    thread::scope(|s| {
        s.spawn(|| {
            let guard = kitchen.lock().unwrap();
            asleep.send(()).unwrap();
            drop(bread.wait_while(guard, |(_, breads)| *breads == 0));
            println!("bread is served");
        });
        is_asleep.recv().unwrap();
        let served = s.spawn(|| {
            let guard = kitchen.lock().unwrap(); // the other waits
            asleep.send(()).unwrap();
            drop(soup.wait_while(guard, |(soups, _)| *soups == 0));
            println!("soup is served");
        });
        is_asleep.recv().unwrap();
        // ANCHOR: tell
        kitchen.lock().unwrap().0 += 1; // both wait
        soup.notify_one();
        // ANCHOR_END: tell
        served.join().unwrap();
        kitchen.lock().unwrap().1 += 1;
        bread.notify_one();
    });
}
