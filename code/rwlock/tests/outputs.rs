//! What the examples of *Reader-writer locks* print.
#![cfg(not(model))]

#[test]
fn raise() {
    harness::output("raise");
}
