//! Fails because the thread that was started last need not be the one that ends last.
//! Caught by: `it_waits_for_every_job`: "job 0 has not ended".

use threads::spawn;

/// Waits for the last thread, and so for all, with luck.
pub fn wait_for_all<F>(jobs: Vec<F>)
where
    F: FnOnce() + Send + 'static,
{
    let last = jobs.into_iter().map(spawn).last();
    if let Some(last) = last {
        last.join().expect("a job panicked");
    }
}
