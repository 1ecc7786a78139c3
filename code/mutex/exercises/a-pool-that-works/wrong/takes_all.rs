//! Fails because whoever comes first takes all the jobs, and does them one after the other.
//! Caught by: `two_jobs_can_meet`: "deadlock".

use mutex::Mutex;

/// Something to do.
pub type Job = Box<dyn FnOnce() + Send>;

/// Does jobs of the queue, the last one first, until there are none.
pub fn work(jobs: &Mutex<Vec<Job>>) {
    loop {
        let mine = std::mem::take(&mut *jobs.lock());
        if mine.is_empty() {
            return;
        }
        for job in mine {
            job();
        }
    }
}
