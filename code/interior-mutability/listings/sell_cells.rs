//! The two may be one.

use std::cell::Cell;

#[inline(never)]
pub fn sell(left: &Cell<u32>, sold: &Cell<u32>) {
    let before = left.get();
    sold.set(sold.get() + 1);
    if left.get() != before {
        changed();
    }
}

#[inline(never)]
pub fn changed() {
    println!("changed");
}
