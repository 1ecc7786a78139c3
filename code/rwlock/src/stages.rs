//! The versions on the way to [`RawRwLock`](crate::RawRwLock), and why none is the last.

pub mod closing;
pub mod counting;
pub mod sleeping;
