//! Fails because a job that is dropped is not run.
//! Caught by: `it_waits_for_every_job`: "has not ended".

/// Drops the jobs.
pub fn wait_for_all<F>(jobs: Vec<F>)
where
    F: FnOnce() + Send + 'static,
{
    drop(jobs);
}
