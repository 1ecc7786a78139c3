//! What the examples of *Thread parking* print.
#![cfg(not(model))]

use harness::{hangs, outputs};

outputs! {
    looks: "looks";
    clerk: "clerk";
    clerk_polls: "clerk_polls";
    needless: "needless";
    stale: "stale";
    stale_mended: "stale_mended";
    own_token: "own_token";
    wakes_when_dropped: "wakes_when_dropped";
    wake_all: "wake_all";
    until: "until";
    until_early: "until_early";
}

#[test]
fn tokens() {
    hangs("tokens");
}

#[test]
fn park_for_each() {
    hangs("park_for_each");
}

#[test]
fn unparks_first() {
    hangs("unparks_first");
}

#[test]
fn stolen() {
    hangs("stolen");
}

#[test]
fn parks_locked() {
    hangs("parks_locked");
}

#[test]
fn panics() {
    hangs("panics");
}

#[test]
fn in_turn() {
    hangs("in_turn");
}
