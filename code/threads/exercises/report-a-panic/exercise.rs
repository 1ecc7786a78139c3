//! # Report a panic
//!
//! Run each job in a thread of its own, and say how each ended: `Ok` with what it returned, or `Err` with the
//! message of its panic. One that panics harms no other. If what a panic carries is no text, the message is
//! `NO_MESSAGE`.

/// What stands for the message of a panic that has none.
pub const NO_MESSAGE: &str = "a panic without a message";

/// How each job ended, in the order in which they were given.
pub fn outcomes<F, T>(jobs: Vec<F>) -> Vec<Result<T, String>>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    todo!("report on {} jobs", jobs.len())
}
