//! A number in an atomic.

use std::sync::atomic::{AtomicU64, Ordering};

#[inline(never)]
pub fn add(number: &AtomicU64) {
    // ORDERING: the weakest there is.
    number.fetch_add(1, Ordering::Relaxed);
}
