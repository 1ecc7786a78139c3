//! Fails because the first thread is joined before the second half is begun: a half that waits for the other
//! waits for ever.
//! Caught by: `both_halves_at_the_same_time`: "deadlock".

use scoped_threads::scope;

/// Works on one after the other.
pub fn halves<T, R, F>(items: &[T], work: F) -> (R, R)
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    let (first, second) = items.split_at(items.len() / 2);
    scope(|s| {
        let first = s.spawn(|| work(first)).join().expect("the work panicked");
        (first, work(second))
    })
}
