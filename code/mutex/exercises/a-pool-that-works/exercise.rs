//! # A pool that works
//!
//! Several threads call `work` with one queue. Each job is done once, and yet no two are ever done at the same time; and a job that puts
//! another into the queue never ends. Repair it.

use mutex::Mutex;

/// Something to do.
pub type Job = Box<dyn FnOnce() + Send>;

/// Does jobs of the queue, the last one first, until there are none.
pub fn work(jobs: &Mutex<Vec<Job>>) {
    while let Some(job) = jobs.lock().pop() {
        job();
    }
}
