//! Fails because the queue may be empty by the time of the second lock.
//! Caught by: `each_job_is_done_once`: "called `Option::unwrap()` on a `None` value".

use mutex::Mutex;

/// Something to do.
pub type Job = Box<dyn FnOnce() + Send>;

/// Does jobs of the queue, the last one first, until there are none.
pub fn work(jobs: &Mutex<Vec<Job>>) {
    while !jobs.lock().is_empty() {
        let job = jobs.lock().pop();
        job.unwrap()();
    }
}
