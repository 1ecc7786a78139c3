//! A spin lock that only looks while the word is `HELD`.

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
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
            // ORDERING: Relaxed: it only looks, and `swap` decides.
            while self.state.load(Relaxed) == HELD {
                hint::spin_loop();
            }
        }
    }
    // ANCHOR_END: lock

    #[inline]
    unsafe fn unlock(&self) {
        // ORDERING: releases what was done while the lock was held, to
        // whoever takes it next. A store would do, but for loom.
        self.state.swap(FREE, Release);
    }
}
