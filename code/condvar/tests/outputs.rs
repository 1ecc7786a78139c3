//! What the examples of *Condition variables* print.
#![cfg(not(model))]
