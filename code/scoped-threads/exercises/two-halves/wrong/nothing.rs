//! Fails because neither half is worked on.
//! Caught by: `each_half_has_its_result`: "of [1, 2] and [3, 4, 5]".

/// Works on nothing, twice.
pub fn halves<T, R, F>(_items: &[T], work: F) -> (R, R)
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    (work(&[]), work(&[]))
}
