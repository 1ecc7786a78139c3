//! A number in an `RwLock` is read, poisoned or not.

use std::sync::{PoisonError, RwLock};

#[inline(never)]
pub fn read(number: &RwLock<u64>) -> u64 {
    *number.read().unwrap_or_else(PoisonError::into_inner)
}
