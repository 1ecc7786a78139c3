//! Two numbers that are not the same.

#[inline(never)]
pub fn twice(sum: &mut u64, by: &u64) {
    *sum = sum.wrapping_add(*by);
    *sum = sum.wrapping_add(*by);
}
