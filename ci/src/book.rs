//! Everything between a page and its HTML.

pub mod build;
pub mod charts;
pub mod orderings;
pub mod svg;
