//! The same with two pointers, about which nothing is promised: the branch stays, and is taken.

/// # Safety
/// Both pointers are valid.
#[inline(never)]
pub unsafe fn f(one: *const i32, other: *mut i32) {
    // SAFETY: both are valid (caller).
    unsafe {
        let before = *one;
        *other += 1;
        let after = *one;
        if before != after {
            both_are_one();
        }
    }
}

#[inline(never)]
pub fn both_are_one() {
    println!("Both lead to one number.");
}

fn main() {
    let mut number = 0;
    let pointer = &raw mut number;
    // SAFETY: it points to `number`, which is alive.
    unsafe { f(pointer, pointer) };
}
