//! Two numbers that may be one.

use std::cell::Cell;

#[inline(never)]
pub fn twice(sum: &Cell<u64>, by: &Cell<u64>) {
    sum.set(sum.get().wrapping_add(by.get()));
    sum.set(sum.get().wrapping_add(by.get()));
}
