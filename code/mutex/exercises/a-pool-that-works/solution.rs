use mutex::Mutex;

/// Something to do.
pub type Job = Box<dyn FnOnce() + Send>;

/// Does jobs of the queue, the last one first, until there are none.
pub fn work(jobs: &Mutex<Vec<Job>>) {
    loop {
        let Some(job) = jobs.lock().pop() else {
            return;
        };
        job();
    }
}
