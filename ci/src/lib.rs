//! The automation crate: everything behind `cargo book …`.
//!
//! A command is a module with its `Arguments` and its `run`; main.rs names them all. A page's way to
//! its HTML is [`book`], a section's proof is [`models`], [`audit`] and [`sanitize`].

pub mod audit;
pub mod bench;
pub mod bless;
pub mod book;
pub mod browser;
pub mod build;
pub mod epub;
pub mod exercise;
pub mod measurements;
pub mod models;
pub mod new;
pub mod per_section;
pub mod problem;
pub mod process;
pub mod sanitize;
pub mod serve;
pub mod social;
pub mod stages;
pub mod test;
pub mod verified;
pub mod workspace;
