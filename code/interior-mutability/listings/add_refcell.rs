//! A number in a `RefCell`.

use std::cell::RefCell;

#[inline(never)]
pub fn add(number: &RefCell<u64>) {
    let mut number = number.borrow_mut();
    *number = number.wrapping_add(1);
}
