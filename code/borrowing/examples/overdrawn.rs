//! Two withdrawals, for which there is enough only once. Safe code, and atomics throughout.

use std::sync::Barrier;
use std::sync::atomic::{AtomicI32, Ordering::SeqCst};
use std::thread;

fn main() {
    let balance = AtomicI32::new(100);
    let both_have_looked = Barrier::new(2);
    let withdraw = |amount| {
        let enough = balance.load(SeqCst) >= amount;
        both_have_looked.wait();
        if enough {
            balance.fetch_sub(amount, SeqCst);
        }
    };
    thread::scope(|s| {
        s.spawn(|| withdraw(80));
        s.spawn(|| withdraw(80));
    });
    println!("The balance is {balance:?}.");
}
