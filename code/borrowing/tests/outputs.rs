//! What the examples of *Borrowing and data races* print.
#![cfg(not(model))]

#[test]
fn raise() {
    harness::output("raise");
}
