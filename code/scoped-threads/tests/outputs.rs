//! What the examples print.
#![cfg(not(model))]

use harness::{hangs, outputs};

outputs! {
    book_panic: "book_panic";
    both_read: "both_read";
    ends_first: "ends_first";
    halves: "halves";
    nested: "nested";
    panics: "panics";
    results: "results";
    waits_first: "waits_first";
    watches: "watches";
}

#[test]
fn forgotten_handle() {
    hangs("forgotten_handle");
}

#[test]
fn waits_for_itself() {
    hangs("waits_for_itself");
}
