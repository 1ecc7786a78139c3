//! A call of something that may know the cell.

use std::cell::Cell;

unsafe extern "C" {
    safe fn anything();
}

#[inline(never)]
pub fn watch(number: &Cell<u32>) {
    let before = number.get();
    anything();
    if number.get() != before {
        changed();
    }
}

#[inline(never)]
pub fn changed() {
    println!("changed");
}
