use threads::spawn;

/// Runs the jobs side by side, and returns the result of each at its place.
pub fn in_order<F, T>(jobs: Vec<F>) -> Vec<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    // All are started before the first is joined: `collect` sees to that.
    let threads: Vec<_> = jobs.into_iter().map(spawn).collect();
    threads
        .into_iter()
        .map(|thread| thread.join().expect("a job panicked"))
        .collect()
}
