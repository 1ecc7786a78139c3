//! What the examples of *Thread parking* print.
#![cfg(not(model))]

harness::outputs! {
    raise: "raise";
}
