//! # Wait for them all
//!
//! Start each job in a thread of its own with `threads::spawn`, and return when all of them have ended, whichever
//! is the last. The jobs run side by side: one may wait for another.

/// Runs each job in a thread of its own. When it returns, all have ended.
pub fn wait_for_all<F>(jobs: Vec<F>)
where
    F: FnOnce() + Send + 'static,
{
    todo!("start {} threads, and wait for all of them", jobs.len())
}
