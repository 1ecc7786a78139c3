//! A loop that waits for another thread to write to an atomic.

use std::sync::atomic::{AtomicBool, Ordering::Acquire};

#[inline(never)]
pub fn wait(ready: &AtomicBool) {
    while !ready.load(Acquire) {}
}
