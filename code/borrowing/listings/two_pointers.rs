//! The same with two pointers: the branch stays.

/// # Safety
/// Both pointers have to be valid.
#[inline(never)]
pub unsafe fn f(one: *const i32, other: *mut i32) {
    unsafe {
        let before = *one;
        *other += 1;
        let after = *one;
        if before != after {
            both_point_to_one();
        }
    }
}

#[inline(never)]
pub fn both_point_to_one() {
    println!("both point to one number");
}

fn main() {
    let mut number = 0;
    let one = &raw mut number;
    // SAFETY: `number` is alive, and only these two pointers reach it.
    unsafe { f(one, one) }
}
