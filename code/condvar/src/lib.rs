//! Section 11, *Condition variables*: [`Condvar`], and what is built from it: [`BoundedQueue`], [`Barrier`], [`Semaphore`].
//!
//! [`Condvar`] belongs to the mutex that knows no poison, and has the shape of the standard library's unstable `sync::nonpoison::Condvar`;
//! [`poisoning::Condvar`] is shaped like [`std::sync::Condvar`]. Both stand on the same three numbers (`raw.rs`, which says how they work and what is
//! not promised), and on `MutexGuard::unlocked`, which releases a mutex for a while. [`stages`] has the versions on the way.

#![forbid(unsafe_code)]

mod barrier;
pub mod built;
mod condvar;
pub mod poisoning;
mod queue;
mod raw;
mod semaphore;
pub mod stages;

pub use barrier::{Barrier, BarrierWaitResult};
pub use condvar::{Condvar, WaitTimeoutResult};
pub use queue::BoundedQueue;
pub use semaphore::{Semaphore, SemaphorePermit};
