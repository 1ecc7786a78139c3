//! What the programs of *Under the names of std* print.
#![cfg(not(model))]

use std::sync::LazyLock;

use harness::{hangs, output, settle};

mod twins;

/// Writes the twins, and what is different in them, when blessed; else compares.
fn settle_twins() {
    static ALL: LazyLock<()> = LazyLock::new(|| {
        for name in twins::PROGRAMS {
            let theirs = twins::text(name);
            let ours = twins::twin(&theirs);
            settle(twins::file(&twins::book(name), "rs"), &ours);
            settle(twins::file(name, "diff"), &twins::diff(&theirs, &ours));
        }
    });
    LazyLock::force(&ALL);
}

/// A test for each program that is there twice. Its twin is written before the programs are built.
macro_rules! both_ways {
    ($($test:ident: $ours:literal, $theirs:literal;)*) => {$(
        #[test]
        fn $test() {
            settle_twins();
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
    settle_twins();
    output("from_a_box");
}

#[test]
fn half() {
    settle_twins();
    hangs("half");
}

#[test]
fn whole() {
    settle_twins();
    output("whole");
}
