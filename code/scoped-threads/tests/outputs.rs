//! What the examples print.
#![cfg(not(model))]

use harness::{hangs, output};

/// A test for each example that prints the same in every run.
macro_rules! outputs {
    ($($example:ident)*) => {$(
        #[test]
        fn $example() {
            output(stringify!($example));
        }
    )*};
}

outputs! { book_panic both_read ends_first halves nested panics results waits_first watches }

#[test]
fn forgotten_handle() {
    hangs("forgotten_handle");
}

#[test]
fn waits_for_itself() {
    hangs("waits_for_itself");
}
