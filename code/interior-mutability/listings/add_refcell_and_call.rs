//! A number in a `RefCell` that is borrowed while a function of which nothing
//! is known runs.

use std::cell::RefCell;

unsafe extern "C" {
    safe fn anything(number: &mut u64);
}

#[inline(never)]
pub fn add(number: &RefCell<u64>) {
    anything(&mut number.borrow_mut());
}
