//! Section 10, *Thread parking*: [`Parker`] and [`Unparker`], and [`park`] and [`Thread::unpark`] by a thread's handle, on one word.

mod parker;
mod spin;
mod thread;
mod token;

pub use parker::{Parker, Unparker};
pub use spin::Spin;
pub use thread::{Thread, ThreadId, current, park, park_timeout};
