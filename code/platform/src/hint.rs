//! Hints.

/// Tells the processor that the caller looks at a word again and again; in a model, lets another
/// thread go on, since this one can't.
#[cfg(model)]
pub use loom::hint::spin_loop;
#[cfg(not(model))]
pub use std::hint::spin_loop;
