//! What the programs of *Under the names of std* print.
#![cfg(not(model))]

use harness::{hangs, output};

mod twins;

/// A test for each program that is there twice. Its twin is written before the programs are built.
macro_rules! both_ways {
    ($($test:ident: $ours:literal, $theirs:literal;)*) => {$(
        #[test]
        fn $test() {
            twins::settle_all();
            output($theirs);
            output($ours);
        }
    )*};
}

both_ways! {
    index: "index_book", "index";
    pipeline: "pipeline_book", "pipeline";
    pool: "pool_book", "pool";
    quay: "quay_book", "quay";
}

#[test]
fn from_a_box() {
    twins::settle_all();
    output("from_a_box");
}

#[test]
fn half() {
    twins::settle_all();
    hangs("half");
}

#[test]
fn whole() {
    twins::settle_all();
    output("whole");
}
