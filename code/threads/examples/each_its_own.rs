//! One name, a value for each thread.

use std::cell::Cell;
use std::thread;

thread_local! {
    static LIFTED: Cell<u32> = const { Cell::new(0) };
}

fn main() {
    LIFTED.set(7);
    let crane = thread::spawn(|| {
        LIFTED.set(LIFTED.get() + 1);
        LIFTED.get()
    });
    println!("the crane counts {}", crane.join().unwrap());
    println!("main counts {}", LIFTED.get());
}
