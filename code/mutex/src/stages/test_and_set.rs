//! A spin lock: whoever finds the word `HELD` tries again.

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Release},
};
use platform::hint;

use super::RawLock;

const FREE: u32 = 0;
const HELD: u32 = 1;

/// The word of a lock.
pub struct Lock {
    state: AtomicU32,
}

// SAFETY: `lock` returns when its `swap` has changed `FREE` to `HELD`, which one thread can do until `unlock` makes it `FREE` again.
// The one acquires what the other releases.
unsafe impl RawLock for Lock {
    fn new() -> Self {
        let state = AtomicU32::new(FREE);
        Self { state }
    }

    // ANCHOR: lock
    #[inline]
    fn lock(&self) {
        // ORDERING: acquires what the last holder released in `unlock`.
        while self.state.swap(HELD, Acquire) == HELD {
            hint::spin_loop();
        }
    }

    #[inline]
    unsafe fn unlock(&self) {
        // ORDERING: releases what was done while the lock was held, to
        // whoever takes it next. A store would do, but for loom.
        self.state.swap(FREE, Release);
    }
    // ANCHOR_END: lock
}
