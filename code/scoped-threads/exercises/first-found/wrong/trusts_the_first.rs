//! Fails because the thread that was started first need not be the one that finds something.
//! Caught by: `the_other_stops`: "the first finds it".

use platform::atomic::{AtomicBool, Ordering::Relaxed};
use scoped_threads::scope;

/// Asks the first thread.
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
        let first = threads.into_iter().next().expect("there is a search");
        first
            .join()
            .expect("a search panicked")
            .expect("the first finds it")
    })
}
