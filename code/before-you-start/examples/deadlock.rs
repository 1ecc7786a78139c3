//! Two threads that each wait for the other to begin. Safe Rust, no lock, no data race; no end either.

use std::process::exit;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

fn main() {
    let (pay, payment) = mpsc::channel();
    let (ship, goods) = mpsc::channel();
    let (done, all_done) = mpsc::channel::<()>();

    let buyer_done = done.clone();
    thread::spawn(move || {
        let parcel: &str = goods.recv().unwrap(); // first the goods …
        pay.send(10).unwrap();
        println!("the buyer has the {parcel}");
        drop(buyer_done);
    });
    thread::spawn(move || {
        let coins: u32 = payment.recv().unwrap(); // … first the money
        ship.send("book").unwrap();
        println!("the seller has {coins} coins");
        drop(done);
    });

    // Without this the program would wait for ever, and so would you.
    let deadline = Duration::from_secs(1);
    if all_done.recv_timeout(deadline) == Err(RecvTimeoutError::Timeout) {
        println!("a second later, neither has moved");
        exit(1);
    }
}
