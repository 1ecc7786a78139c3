//! Section 10, *Thread parking*: [`Parker`] and [`Unparker`], and [`park`] and [`Thread::unpark`] by a thread's handle, on one word.
//!
//! Both are a [`token`] in an `Arc`: a thread sleeps until there is one, and takes it. The algorithm and the argument for it are there; in
//! `parker.rs` and `thread.rs` is what gives each token one thread that may wait for it.
//!
//! [`stages`] holds the versions that lead to it, wrong ones included.

mod parker;
pub mod stages;
mod thread;
mod token;

pub use parker::{Parker, Unparker};
pub use thread::{Thread, ThreadId, current, park, park_timeout};
