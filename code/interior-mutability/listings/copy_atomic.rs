//! An atomic is read, and another is written.

use std::sync::atomic::{AtomicU64, Ordering};

#[inline(never)]
pub fn copy(from: &AtomicU64, to: &AtomicU64) {
    // ORDERING: the strongest that cost nothing here.
    to.store(from.load(Ordering::Acquire), Ordering::Release);
}
