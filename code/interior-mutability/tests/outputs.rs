//! What the examples of *Interior mutability* print.
#![cfg(not(model))]

#[test]
fn raise() {
    harness::output("raise");
}
