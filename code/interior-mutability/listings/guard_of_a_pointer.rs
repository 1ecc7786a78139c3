//! A guard that holds a pointer promises nothing.

use std::cell::Cell;

pub struct Guard<'b> {
    pub value: *const u32,
    pub borrowed: &'b Cell<isize>,
}

#[inline(never)]
pub fn watch(guard: Guard<'_>, write: fn()) {
    // SAFETY: the guard is counted.
    let before = unsafe { *guard.value };
    guard.borrowed.set(0);
    write();
    // SAFETY: none is needed for what this shows: it is never run.
    if unsafe { *guard.value } != before {
        changed();
    }
}

#[inline(never)]
pub fn changed() {
    println!("changed");
}
