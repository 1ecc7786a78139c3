//! A ship is unloaded, and whoever waits is told.

use sync::thread;
use sync::{Arc, Condvar, Mutex};

fn main() {
    let quay = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
    let ship = Arc::clone(&quay);
    let unloads = thread::spawn(move || {
        for load in ["salt", "tea"] {
            ship.0.lock().unwrap().push(load);
            ship.1.notify_one();
        }
    });
    let (crates, landed) = &*quay;
    let crates = crates.lock().unwrap();
    let crates = landed.wait_while(crates, |it| it.len() < 2).unwrap();
    println!("{crates:?}");
    unloads.join().unwrap();
}
