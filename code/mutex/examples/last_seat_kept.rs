//! One seat on the cart, and two who look and sit down under one lock.

use std::sync::{Barrier, Mutex};
use std::thread;

fn main() {
    let seats = Mutex::new(1);
    let both_are_here = Barrier::new(2);
    let take_a_seat = || {
        both_are_here.wait();
        let mut seats = seats.lock().unwrap();
        if *seats > 0 {
            *seats -= 1;
        }
    };
    thread::scope(|s| {
        s.spawn(take_a_seat);
        s.spawn(take_a_seat);
    });
    println!("{} seats are left", seats.into_inner().unwrap());
}
