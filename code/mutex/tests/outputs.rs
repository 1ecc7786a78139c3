//! What the examples of *Mutexes* print.
#![cfg(not(model))]

#[test]
fn raise() {
    harness::output("raise");
}
