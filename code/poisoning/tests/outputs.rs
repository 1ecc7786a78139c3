//! What the examples of *Lock poisoning* print.
#![cfg(not(model))]

use harness::output;

#[test]
fn broken_off() {
    output("broken_off");
}

#[test]
fn recovered() {
    output("recovered");
}

#[test]
fn passed_on() {
    output("passed_on");
}

#[test]
fn early_return() {
    output("early_return");
}

#[test]
fn goes_on() {
    output("goes_on");
}

#[test]
fn swapped_in() {
    output("swapped_in");
}

#[test]
fn restored() {
    output("restored");
}

#[test]
fn repaired() {
    output("repaired");
}

#[test]
fn destructor_aborts() {
    output("destructor_aborts");
}

#[test]
fn destructor_goes_on() {
    output("destructor_goes_on");
}

#[test]
fn book() {
    output("book");
}
