//! Fails because the guard in the head of a `while let` is held in its block.
//! Caught by: `a_job_may_add_a_job`: "the queue is locked while a job is done".

use mutex::Mutex;

/// Something to do.
pub type Job = Box<dyn FnOnce() + Send>;

/// Does jobs of the queue, the last one first, until there are none.
pub fn work(jobs: &Mutex<Vec<Job>>) {
    while let Some(job) = jobs.lock().pop() {
        job();
    }
}
