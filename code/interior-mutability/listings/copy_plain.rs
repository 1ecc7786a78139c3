//! A number is read, and another is written.

#[inline(never)]
pub fn copy(from: &u64, to: &mut u64) {
    *to = *from;
}
