//! One seat on the cart, and two who lock before every step.

use std::sync::{Barrier, Mutex};
use std::thread;

fn main() {
    let seats = Mutex::new(1);
    let both_have_looked = Barrier::new(2);
    let take_a_seat = || {
        let free = *seats.lock().unwrap() > 0;
        both_have_looked.wait();
        if free {
            *seats.lock().unwrap() -= 1;
        }
    };
    thread::scope(|s| {
        s.spawn(take_a_seat);
        s.spawn(take_a_seat);
    });
    println!("{} seats are left", seats.into_inner().unwrap());
}
