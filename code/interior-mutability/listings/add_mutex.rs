//! A number in a `Mutex`, poisoned or not.

use std::sync::{Mutex, PoisonError};

#[inline(never)]
pub fn add(number: &Mutex<u64>) {
    let mut number = number.lock().unwrap_or_else(PoisonError::into_inner);
    *number = number.wrapping_add(1);
}
