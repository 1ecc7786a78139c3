//! Fails because `unwrap` starts a panic of its own, and what `f` said is lost.
//! Caught by: `a_panic_goes_on`: "called `Result::unwrap()`".

use scoped_threads::scope;

/// Unwraps every result.
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
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}
