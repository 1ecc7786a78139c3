//! Fails because the iterator takes one item at a time through both steps: each thread is joined before the
//! next is started.
//! Caught by: `all_items_at_the_same_time`: "deadlock".

use std::panic::resume_unwind;

use scoped_threads::scope;

/// Starts and joins one after the other.
pub fn map<T, R, F>(items: &[T], f: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&T) -> R + Sync,
{
    let f = &f;
    scope(|s| {
        items
            .iter()
            .map(|item| s.spawn(move || f(item)))
            .map(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|payload| resume_unwind(payload))
            })
            .collect()
    })
}
