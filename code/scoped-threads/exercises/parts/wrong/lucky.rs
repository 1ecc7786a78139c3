//! Fails because `chunks_exact_mut` leaves out what is left over, which shows only where something is.
//! Caught by: `every_part_has_its_number`: "five items (left) in parts of two".

use scoped_threads::scope;

/// Cuts whole parts only.
pub fn for_each_part<T, F>(items: &mut [T], size: usize, f: F)
where
    T: Send,
    F: Fn(usize, &mut [T]) + Sync,
{
    let f = &f;
    scope(|s| {
        for (number, part) in items.chunks_exact_mut(size).enumerate() {
            s.spawn(move || f(number, part));
        }
    });
}
