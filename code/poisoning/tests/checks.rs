//! The statements that the pages of *Lock poisoning* make.
#![cfg(not(model))]

fn main() {}
