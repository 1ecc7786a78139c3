//! Two exclusive references are two values, of whatever type.

use std::cell::Cell;

#[inline(never)]
pub fn sell(left: &mut Cell<u32>, sold: &mut Cell<u32>) {
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
