//! A number that is borrowed exclusively.

#[inline(never)]
pub fn add(number: &mut u64) {
    *number = number.wrapping_add(1);
}
