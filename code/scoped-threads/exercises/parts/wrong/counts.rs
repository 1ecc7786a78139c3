//! Fails because each thread takes the next number when it begins, and threads begin in any order.
//! Caught by: `every_part_has_its_number`: "five items (left) in parts of two".

use platform::atomic::{AtomicUsize, Ordering::Relaxed};
use scoped_threads::scope;

/// Numbers the parts as their threads begin.
pub fn for_each_part<T, F>(items: &mut [T], size: usize, f: F)
where
    T: Send,
    F: Fn(usize, &mut [T]) + Sync,
{
    let f = &f;
    let next = &AtomicUsize::new(0);
    scope(|s| {
        for part in items.chunks_mut(size) {
            // ORDERING: Relaxed: only the number counts.
            s.spawn(move || f(next.fetch_add(1, Relaxed), part));
        }
    });
}
