use scoped_threads::scope;

/// What `work` returns for the first half and for the second.
pub fn halves<T, R, F>(items: &[T], work: F) -> (R, R)
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    let (first, second) = items.split_at(items.len() / 2);
    scope(|s| {
        let second = s.spawn(|| work(second));
        let first = work(first);
        (first, second.join().expect("the work panicked"))
    })
}
