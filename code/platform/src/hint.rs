//! Hints.
pub use std::hint::spin_loop;
