//! Section 8, *Lock poisoning*: a layer over the book's mutex that remembers panics, shaped like [`std::sync::Mutex`].
//!
//! # Problem
//!
//! A panic lets go of a lock, since unwinding drops the guard, and what the holder was changing may be left half changed.
//! Whoever comes next has to learn of it.
//!
//! # Strategy
//!
//! A flag beside a lock that knows nothing of it. Each guard remembers whether its thread was unwinding when it took the
//! lock. If the thread unwinds when the guard is dropped, and didn't then, the panic came in between: the flag is set, and
//! then the lock released.
//!
//! # Invariants
//!
//! 1. The flag is set by whoever holds the lock, before it is released: the next holder finds it set.
//! 2. A guard sets it only for a panic that began while it existed.
//! 3. The lock is taken and released whatever the flag says: an error holds a guard.
//!
//! # Memory orderings
//!
//! Every access to the flag is `Relaxed`: the lock beneath orders those that are made under it ([`Flag`]).
//!
//! # What is not promised
//!
//! That what a poisoned lock protects is broken, nor that what another protects isn't: a guard that is forgotten, that
//! lives outside of what unwinds, or that goes with an early return notes nothing. No `unsafe` code may rely on the flag.

#![forbid(unsafe_code)]

mod error;
mod flag;
mod guard;
mod lock;
pub mod stages;

pub use error::{LockResult, PoisonError, TryLockError, TryLockResult};
pub use flag::{Entry, Flag};
pub use guard::{Leave, MappedMutexGuard, MutexGuard};
pub use lock::Mutex;
