use platform::atomic::{AtomicBool, Ordering::Relaxed};
use scoped_threads::{ScopedJoinHandle, scope};

/// What one of the searches has found. One of them finds something.
pub fn first_found<R, F>(searches: Vec<F>) -> R
where
    R: Send,
    F: FnMut() -> Option<R> + Send,
{
    let is_found = &AtomicBool::new(false);
    scope(|s| {
        let threads: Vec<_> = searches
            .into_iter()
            .map(|mut search| {
                s.spawn(move || {
                    // ORDERING: Relaxed: it only says when to stop. What was
                    // found comes by `join`.
                    while !is_found.load(Relaxed) {
                        if let Some(found) = search() {
                            // ORDERING: Relaxed, as above.
                            is_found.store(true, Relaxed);
                            return Some(found);
                        }
                    }
                    None
                })
            })
            .collect();
        let mut results = threads.into_iter().map(ScopedJoinHandle::join);
        let found = results.find_map(|r| r.expect("a search panicked"));
        found.expect("one of the searches finds something")
    })
}
