//! A number that is wider than a register.

#[inline(never)]
pub fn read(number: &u128) -> u128 {
    *number
}
