//! Each of two owners gives its part back, and one of them gets the value.

use std::sync::Arc;
use std::thread;

fn main() {
    let lamp = Arc::new("the lamp");

    let leave = |lamp: Arc<&'static str>| {
        move || {
            if let Some(lamp) = Arc::into_inner(lamp) {
                println!("{lamp} is put out");
            }
        }
    };
    let first = thread::spawn(leave(Arc::clone(&lamp)));
    let second = thread::spawn(leave(lamp));
    first.join().unwrap();
    second.join().unwrap();
    println!("both have left");
}
