//! Fails because nobody tells the other threads to stop: the scope waits for them for ever.
//! Caught by: `the_other_stops`: "a search goes on for ever".

use scoped_threads::{ScopedJoinHandle, scope};

/// Lets every search find something.
pub fn first_found<R, F>(searches: Vec<F>) -> R
where
    R: Send,
    F: FnMut() -> Option<R> + Send,
{
    scope(|s| {
        let threads: Vec<_> = searches
            .into_iter()
            .map(|mut search| {
                s.spawn(move || {
                    loop {
                        if let Some(found) = search() {
                            return found;
                        }
                    }
                })
            })
            .collect();
        let mut results = threads.into_iter().map(ScopedJoinHandle::join);
        let found = results.next().expect("there is a search");
        found.expect("a search panicked")
    })
}
