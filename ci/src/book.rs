//! Everything between a page and its HTML.
pub mod build;
