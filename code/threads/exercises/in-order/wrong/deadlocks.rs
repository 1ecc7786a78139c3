//! Fails because `map` is lazy: each thread is joined before the next is started, and the first waits for the second.
//! Caught by: `the_first_may_end_last`: "deadlock".

use threads::spawn;

/// Starts and joins in one chain.
pub fn in_order<F, T>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    jobs.into_iter()
        .map(spawn)
        .map(|thread| thread.join().expect("a job panicked"))
        .collect()
}
