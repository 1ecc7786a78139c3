//! Section 6, *Send and Sync*: two locks whose guards may be shared between threads and not sent.
//!
//! # Problem
//!
//! A lock hands its value from thread to thread, and so has to tell the compiler which values it may hand
//! around and which of its own parts may travel. It does so by `unsafe impl Send` and `unsafe impl Sync`. The
//! compiler believes them; a bound too few, and safe code can race.
//!
//! # Strategy
//!
//! [`Lock`] is a mutex without poisoning: as small as it can be, so that the bounds are what is left to think
//! about. [`ReentrantLock`] lets the thread that holds it in again, and therefore gives out shared references
//! only. Both stand on one word that a thread can sleep on (`raw.rs`).
//!
//! | type | `Send` | `Sync` |
//! |---|---|---|
//! | [`Lock<T>`] | `T: Send` | `T: Send` |
//! | [`Guard<T>`] | never | `T: Sync` |
//! | [`MappedGuard<T, U>`] | never | `U: Sync` |
//! | [`ReentrantLock<T>`] | `T: Send` | `T: Send` |
//! | [`ReentrantLockGuard<T>`] | never | `T: Sync` |
//!
//! [`stages`] holds a version of the lock whose guard has the bounds that the compiler infers.
//!
//! # Not promised
//!
//! - Who gets the lock next. A thread that has waited for long may be overtaken by one that comes by.
//! - Speed under contention: a thread that finds the lock taken sleeps at once. The section on mutexes measures what that costs.
//! - What becomes of a lock whose guard is forgotten: it stays locked.
//!
//! # Source
//!
//! The interfaces are those of [`std::sync::Mutex`] and of the standard library's `ReentrantLock`, which is
//! unstable.

mod lock;
mod raw;
mod reentrant;
pub mod stages;

pub use lock::{Guard, Lock, MappedGuard};
pub use reentrant::{ReentrantLock, ReentrantLockGuard};
