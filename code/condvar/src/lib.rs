//! Section 11, *Condition variables*: [`Condvar`], and what is built from it: [`BoundedQueue`], [`Barrier`], [`Semaphore`].

mod barrier;
pub mod built;
mod lock;
pub mod poisoning;
mod queue;
mod semaphore;

pub use barrier::{Barrier, BarrierWaitResult};
pub use lock::{Condvar, WaitTimeoutResult};
pub use queue::BoundedQueue;
pub use semaphore::{Semaphore, SemaphorePermit};
