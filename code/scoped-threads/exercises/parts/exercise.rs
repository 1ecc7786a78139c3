//! # Each its part
//!
//! Cut `items` into parts of `size` items (the last may be shorter), and let a thread for each part call `f`
//! with the part's number, from 0, and the part itself, to write to.

/// Calls `f` for every part, at the same time.
pub fn for_each_part<T, F>(items: &mut [T], size: usize, f: F)
where
    T: Send,
    F: Fn(usize, &mut [T]) + Sync,
{
    let _ = f;
    todo!("write to {} items, {size} at a time", items.len())
}
