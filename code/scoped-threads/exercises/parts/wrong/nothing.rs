//! Fails because no part is written to.
//! Caught by: `every_part_has_its_number`: "five items (left) in parts of two".

/// Leaves the items as they are.
pub fn for_each_part<T, F>(_items: &mut [T], _size: usize, _f: F)
where
    T: Send,
    F: Fn(usize, &mut [T]) + Sync,
{
}
