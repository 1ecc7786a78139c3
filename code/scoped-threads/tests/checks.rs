//! x
#![cfg(not(model))]
