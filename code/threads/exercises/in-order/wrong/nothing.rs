//! Fails because there are no results.
//! Caught by: `results_are_in_the_order_of_the_jobs`: "left: []".

/// Drops the jobs.
pub fn in_order<F, T>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    drop(jobs);
    Vec::new()
}
