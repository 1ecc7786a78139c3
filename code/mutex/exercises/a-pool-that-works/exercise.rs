//! # A pool that works
//!
//! Several threads call `work` with one queue, and each job is done once. It was `while let Some(job) = jobs.lock().pop() { job(); }`. With that, no two jobs
//! were ever done at the same time, and a job that put another into the queue never ended. Write it so that they can be, and does.

use mutex::Mutex;

/// Something to do.
pub type Job = Box<dyn FnOnce() + Send>;

/// Does jobs of the queue, the last one first, until there are none.
pub fn work(jobs: &Mutex<Vec<Job>>) {
    todo!("do the {} jobs", jobs.lock().len())
}
