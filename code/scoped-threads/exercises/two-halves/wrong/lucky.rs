//! Fails because the thread that was started first need not be the first to have a result.
//! Caught by: `each_half_has_its_result`: "of [1, 2] and [3, 4, 5]".

use std::sync::Mutex;

use scoped_threads::scope;

/// Collects the results as they come.
pub fn halves<T, R, F>(items: &[T], work: F) -> (R, R)
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    let (first, second) = items.split_at(items.len() / 2);
    let results = Mutex::new(Vec::new());
    let (work, keep) = (&work, |result| results.lock().unwrap().push(result));
    scope(|s| {
        s.spawn(|| keep(work(first)));
        s.spawn(|| keep(work(second)));
    });
    let mut results = results.into_inner().unwrap().into_iter();
    (results.next().unwrap(), results.next().unwrap())
}
