//! The automation crate.
fn main() {}
