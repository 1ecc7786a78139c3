//! A guard that holds a reference: what it refers to can't change while the
//! function runs.

use std::cell::Cell;

pub struct Guard<'b> {
    pub value: &'b u32,
    pub borrowed: &'b Cell<isize>,
}

#[inline(never)]
pub fn watch(guard: Guard<'_>, write: fn()) {
    let before = *guard.value;
    guard.borrowed.set(0);
    write();
    if *guard.value != before {
        changed();
    }
}

#[inline(never)]
pub fn changed() {
    println!("changed");
}
