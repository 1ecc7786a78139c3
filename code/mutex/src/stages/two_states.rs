//! A lock that sleeps while the word is `HELD`, and wakes a sleeper, if there is one, whenever it is released.

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Release},
};
use platform::futex;

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
            futex::wait(&self.state, HELD);
        }
    }

    #[inline]
    unsafe fn unlock(&self) {
        let word = &raw const self.state;
        // ORDERING: releases what was done while the lock was held, to
        // whoever takes it next.
        self.state.swap(FREE, Release);
        futex::wake_one(word);
    }
    // ANCHOR_END: lock
}
