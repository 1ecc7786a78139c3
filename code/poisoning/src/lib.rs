//! Section 8, *Lock poisoning*: a layer over the book's mutex that remembers panics, shaped like [`std::sync::Mutex`].

#![forbid(unsafe_code)]

mod error;
mod flag;

pub use error::{LockResult, PoisonError, TryLockError, TryLockResult};
pub use flag::{Entry, Flag};
