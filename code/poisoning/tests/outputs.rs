//! What the examples of *Lock poisoning* print.
#![cfg(not(model))]

#[test]
fn raise() {
    harness::output("raise");
}
