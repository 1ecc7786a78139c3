//! Atomics: std's own on an operating system; in a model, loom's, each of whose operations takes its
//! ordering from the audit and leaves a step in the trace.

pub use std::sync::atomic::Ordering;

#[cfg(not(model))]
pub use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize, fence};

#[cfg(model)]
pub use modelled::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize, Mut, fence};

#[cfg(model)]
pub(crate) mod modelled;
