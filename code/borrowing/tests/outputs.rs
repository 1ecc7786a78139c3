//! What the examples print.
#![cfg(not(model))]

use harness::{hangs, output};

#[test]
fn overdrawn() {
    output("overdrawn");
}

#[test]
fn counted() {
    output("counted");
}

#[test]
fn unchecked() {
    output("unchecked");
}

#[test]
fn hole() {
    output("hole");
}

#[test]
fn stuck() {
    hangs("stuck");
}
