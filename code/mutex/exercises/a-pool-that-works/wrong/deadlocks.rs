//! Fails because it asks whether there is more with the guard still held.
//! Caught by: `each_job_is_done_once`: "deadlock".

use mutex::Mutex;

/// Something to do.
pub type Job = Box<dyn FnOnce() + Send>;

/// Does jobs of the queue, the last one first, until there are none.
pub fn work(jobs: &Mutex<Vec<Job>>) {
    let mut queue = jobs.lock();
    while let Some(job) = queue.pop() {
        drop(queue);
        job();
        queue = jobs.lock();
        if jobs.lock().is_empty() {
            return;
        }
    }
}
