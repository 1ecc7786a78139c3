//! A number in a cell.

use std::cell::Cell;

#[inline(never)]
pub fn add(number: &Cell<u64>) {
    number.set(number.get().wrapping_add(1));
}
