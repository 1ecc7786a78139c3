//! Fails because threads end in any order, and the results are kept in that order.
//! Caught by: `results_are_in_order`: "the results (left) for 1 and 2".

use std::panic::resume_unwind;
use std::sync::Mutex;

use scoped_threads::scope;

/// Collects the results as they come.
pub fn map<T, R, F>(items: &[T], f: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&T) -> R + Sync,
{
    let results = Mutex::new(Vec::new());
    let (f, keep) = (&f, &|result| results.lock().unwrap().push(result));
    scope(|s| {
        let threads: Vec<_> = items
            .iter()
            .map(|item| s.spawn(move || keep(f(item))))
            .collect();
        for thread in threads {
            thread
                .join()
                .unwrap_or_else(|payload| resume_unwind(payload));
        }
    });
    results.into_inner().unwrap()
}
