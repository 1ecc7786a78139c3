//! What the examples of *Send and Sync* print.
#![cfg(not(model))]

use harness::output;

#[test]
fn asked() {
    output("asked");
}

#[test]
fn opted_out() {
    output("opted_out");
}

#[test]
fn opted_in() {
    output("opted_in");
}

#[test]
fn handle_elsewhere() {
    output("handle_elsewhere");
}
