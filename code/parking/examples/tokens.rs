//! A thread wakes itself, before it sleeps.

use std::thread;

fn main() {
    let me = thread::current();

    me.unpark();
    thread::park();
    println!("one unpark, one park");

    me.unpark();
    me.unpark();
    thread::park();
    println!("two unparks, one park");

    thread::park();
    println!("two unparks, two parks");
}
