use scoped_threads::scope;

/// Calls `f` for every part, at the same time.
pub fn for_each_part<T, F>(items: &mut [T], size: usize, f: F)
where
    T: Send,
    F: Fn(usize, &mut [T]) + Sync,
{
    let f = &f;
    scope(|s| {
        for (number, part) in items.chunks_mut(size).enumerate() {
            s.spawn(move || f(number, part));
        }
    });
}
