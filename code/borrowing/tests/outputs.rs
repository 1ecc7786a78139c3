//! What the examples print.
#![cfg(not(model))]

use harness::{hangs, outputs};

outputs! {
    overdrawn: "overdrawn";
    counted: "counted";
    unchecked: "unchecked";
    hole: "hole";
}

#[test]
fn stuck() {
    hangs("stuck");
}
