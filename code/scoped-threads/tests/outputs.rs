//! What the examples of *Scoped threads* print.
#![cfg(not(model))]

#[test]
fn raise() {
    harness::output("raise");
}
