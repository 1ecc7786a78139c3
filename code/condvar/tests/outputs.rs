//! What the examples of *Condition variables* print.
#![cfg(not(model))]

use harness::{hangs, outputs};

outputs! {
    looks_first: "looks_first";
    wait_while: "wait_while";
    clerks: "clerks";
    stolen: "stolen";
    stolen_mended: "stolen_mended";
    flag_beside_mended: "flag_beside_mended";
    tells_then: "tells_then";
    two_kinds: "two_kinds";
    gives_up: "gives_up";
    timed_out_and_done: "timed_out_and_done";
    herd: "herd";
    holds_one: "holds_one";
    tells_in_any_case: "tells_in_any_case";
    full_and_empty: "full_and_empty";
}

#[test]
fn told_before() {
    hangs("told_before");
}

#[test]
fn tells_first() {
    hangs("tells_first");
}

#[test]
fn flag_beside() {
    hangs("flag_beside");
}

#[test]
fn one_for_two_kinds() {
    hangs("one_for_two_kinds");
}

#[test]
fn holds_another() {
    hangs("holds_another");
}

#[test]
fn panics_before_telling() {
    hangs("panics_before_telling");
}
