//! Fails because no pause is long enough for every job: nothing puts its end in order with the end of a thread.
//! Caught by: `it_waits_for_every_job`: "has not ended".

use std::thread::sleep;
use std::time::Duration;

use threads::spawn;

/// Starts them and gives them time.
pub fn wait_for_all<F>(jobs: Vec<F>)
where
    F: FnOnce() + Send + 'static,
{
    for job in jobs {
        drop(spawn(job));
    }
    sleep(Duration::from_millis(50));
}
