//! The statements that the pages of *Condition variables* make.
#![cfg(not(model))]
