//! Two threads that each wait for the other to begin. Safe Rust, no lock, no data race; no end either.

use std::sync::mpsc;
use std::thread;

fn main() {
    let (pay, payment) = mpsc::channel();
    let (ship, goods) = mpsc::channel();

    println!("a buyer and a seller meet");
    thread::scope(|s| {
        s.spawn(move || {
            let parcel: &str = goods.recv().unwrap(); // first the goods …
            pay.send(10).unwrap();
            println!("the buyer has the {parcel}");
        });
        s.spawn(move || {
            let coins: u32 = payment.recv().unwrap(); // … first the money
            ship.send("book").unwrap();
            println!("the seller has {coins} coins");
        });
    });
    println!("they part");
}
