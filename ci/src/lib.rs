//! The automation crate: everything behind `cargo book …`.

pub mod book;
pub mod measurements;
pub mod verified;
