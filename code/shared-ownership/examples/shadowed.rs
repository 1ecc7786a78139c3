//! Two ways to give a clone the name of its original.

use std::sync::Arc;
use std::thread;

fn main() {
    let ships = Arc::new(["Aurora", "Borea"]);
    let watch = Arc::downgrade(&ships);

    // In a block around the closure: outside it, `ships` is still main's.
    let clerk = thread::spawn({
        let ships = Arc::clone(&ships);
        move || println!("clerk: {}", ships[0])
    });
    clerk.join().unwrap();
    println!("main: {}", ships[1]);

    // In the same scope: from here on, `ships` is the clone.
    let ships = Arc::clone(&ships);
    let lookout = thread::spawn(move || println!("lookout: {}", ships[1]));
    lookout.join().unwrap();
    println!("owners left: {}", watch.strong_count());
}
