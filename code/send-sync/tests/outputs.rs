//! What the examples of *Send and Sync* print.
#![cfg(not(model))]

#[test]
fn raise() {
    harness::output("raise");
}
