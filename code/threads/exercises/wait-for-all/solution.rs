use threads::spawn;

/// Runs each job in a thread of its own. When it returns, all have ended.
pub fn wait_for_all<F>(jobs: Vec<F>)
where
    F: FnOnce() + Send + 'static,
{
    let threads: Vec<_> = jobs.into_iter().map(spawn).collect();
    for thread in threads {
        thread.join().expect("a job panicked");
    }
}
