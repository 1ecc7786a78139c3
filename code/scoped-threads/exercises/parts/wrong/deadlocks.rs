//! Fails because each part has a scope of its own, which ends before the next begins: a part that waits for a
//! later one waits for ever.
//! Caught by: `all_parts_at_the_same_time`: "deadlock".

use scoped_threads::scope;

/// A scope for each part.
pub fn for_each_part<T, F>(items: &mut [T], size: usize, f: F)
where
    T: Send,
    F: Fn(usize, &mut [T]) + Sync,
{
    for (number, part) in items.chunks_mut(size).enumerate() {
        scope(|s| {
            s.spawn(|| f(number, part));
        });
    }
}
