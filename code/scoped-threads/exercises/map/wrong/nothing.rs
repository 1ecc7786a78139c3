//! Fails because nothing is mapped.
//! Caught by: `results_are_in_order`: "the results (left) for 1 and 2".

/// Returns no results.
pub fn map<T, R, F>(_items: &[T], _f: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&T) -> R + Sync,
{
    Vec::new()
}
