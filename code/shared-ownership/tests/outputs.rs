//! What the examples of *Shared ownership* print.
#![cfg(not(model))]

#[test]
fn raise() {
    harness::output("raise");
}
