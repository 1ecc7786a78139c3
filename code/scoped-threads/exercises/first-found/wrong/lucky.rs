//! Fails because the flag is looked at once: a search that begins before another has found something never
//! learns of it.
//! Caught by: `the_other_stops`: "a search goes on for ever".

use platform::atomic::{AtomicBool, Ordering::Relaxed};
use scoped_threads::{ScopedJoinHandle, scope};

/// Looks whether it is needed, and then searches.
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
                    // ORDERING: Relaxed: it only says that it is time to stop.
                    if is_found.load(Relaxed) {
                        return None;
                    }
                    loop {
                        if let Some(found) = search() {
                            // ORDERING: Relaxed, as above.
                            is_found.store(true, Relaxed);
                            return Some(found);
                        }
                    }
                })
            })
            .collect();
        let mut results = threads.into_iter().map(ScopedJoinHandle::join);
        let found = results.find_map(|r| r.expect("a search panicked"));
        found.expect("one of the searches finds something")
    })
}
