//! Fails because each thread is joined before the next is started: a job that waits for a later one waits for ever.
//! Caught by: `a_job_may_wait_for_a_later_one`: "deadlock".

use threads::spawn;

/// Starts and joins one after the other.
pub fn wait_for_all<F>(jobs: Vec<F>)
where
    F: FnOnce() + Send + 'static,
{
    for job in jobs {
        spawn(job).join().expect("a job panicked");
    }
}
