use std::panic::resume_unwind;

use scoped_threads::scope;

/// The results of `f`, in the order of the items.
pub fn map<T, R, F>(items: &[T], f: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&T) -> R + Sync,
{
    let f = &f;
    scope(|s| {
        let start = |item| s.spawn(move || f(item));
        let threads: Vec<_> = items.iter().map(start).collect();
        threads
            .into_iter()
            .map(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|payload| resume_unwind(payload))
            })
            .collect()
    })
}
