//! Fails because a `match` holds what it looks at to its end, as a `while let` does.
//! Caught by: `a_job_may_add_a_job`: "the queue is locked while a job is done".

use mutex::Mutex;

/// Something to do.
pub type Job = Box<dyn FnOnce() + Send>;

/// Does jobs of the queue, the last one first, until there are none.
pub fn work(jobs: &Mutex<Vec<Job>>) {
    loop {
        match jobs.lock().pop() {
            Some(job) => job(),
            None => return,
        }
    }
}
