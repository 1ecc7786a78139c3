//! Atomics.
#[cfg(not(model))]
pub use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize, fence};
pub use std::sync::atomic::Ordering;
