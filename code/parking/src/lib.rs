//! Section 10, *Thread parking*: [`Parker`] and [`Unparker`], and [`park`] and [`Thread::unpark`] by a thread's handle, on one word.
//!
//! Both are a token in an `Arc`: a thread sleeps until it is there, and takes it. The algorithm and the argument for it are in `token.rs`; in
//! `parker.rs` and `thread.rs` is what gives each token one thread that may wait for it. How long to look before sleeping is for [`Spin`] to
//! say, which learns it.
//!
//! [`stages`] holds the versions that lead to it, wrong ones included.

mod parker;
mod spin;
pub mod stages;
mod thread;
mod token;

/// The book's own. In a model it is loom's, which reports one that is never freed.
#[cfg(model)]
use platform::sync::Arc;
#[cfg(not(model))]
use shared_ownership::Arc;

pub use parker::{Parker, Unparker};
pub use spin::Spin;
pub use thread::{Starting, Thread, ThreadId, current, park, park_timeout};
