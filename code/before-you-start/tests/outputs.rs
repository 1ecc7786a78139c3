//! Each program that the front matter shows prints what it shows.
#![cfg(not(model))]

use harness::{hangs, outputs};

outputs! {
    processes: "processes";
    orders: "orders";
    lost_update: "lost_update";
    forgotten_guard: "forgotten_guard";
    starvation: "starvation";
    greeting: "greeting";
}

#[test]
fn deadlock() {
    hangs("deadlock");
}
