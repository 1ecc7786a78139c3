//! # In the order of asking
//!
//! Run each job in a thread of its own, and return what they return, in the order in which the jobs were given. The
//! first job may well be the last to end.

/// Runs the jobs side by side, and returns the result of each at its place.
pub fn in_order<F, T>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    todo!("collect {} results", jobs.len())
}
