//! Each of two owners looks whether it is the last.

use std::sync::{Arc, Barrier};
use std::thread;

fn main() {
    let lamp = Arc::new("the lamp");
    let both_have_looked = Arc::new(Barrier::new(2));

    let leave = |lamp: Arc<&'static str>| {
        let both_have_looked = Arc::clone(&both_have_looked);
        move || {
            let last = Arc::strong_count(&lamp) == 1;
            both_have_looked.wait();
            if last {
                println!("{lamp} is put out");
            }
            drop(lamp);
        }
    };
    let first = thread::spawn(leave(Arc::clone(&lamp)));
    let second = thread::spawn(leave(lamp));
    first.join().unwrap();
    second.join().unwrap();
    println!("both have left");
}
