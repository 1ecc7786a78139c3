//! A lock whose word says whether anybody may be asleep.

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::futex;

use super::RawLock;

// ANCHOR: states
/// Nobody holds the lock.
const FREE: u32 = 0;
/// A thread holds the lock; since then nobody has come who has to be woken.
const HELD: u32 = 1;
/// A thread holds the lock, and others may sleep on the word.
const AWAITED: u32 = 2;
// ANCHOR_END: states

/// The word of a lock.
pub struct Lock {
    state: AtomicU32,
}

// SAFETY: `lock` returns when it has changed `FREE` to something else, which one thread can do until `unlock` makes it `FREE` again.
// The one acquires what the other releases.
unsafe impl RawLock for Lock {
    fn new() -> Self {
        let state = AtomicU32::new(FREE);
        Self { state }
    }

    // ANCHOR: lock
    #[inline]
    fn lock(&self) {
        // ORDERING: acquires what the last holder released in `unlock`. If it
        // fails, the loop acquires.
        let taken = self.state.compare_exchange(FREE, HELD, Acquire, Relaxed);
        if taken.is_err() {
            // ORDERING: acquires, as above.
            while self.state.swap(AWAITED, Acquire) != FREE {
                futex::wait(&self.state, AWAITED);
            }
        }
    }

    #[inline]
    unsafe fn unlock(&self) {
        let word = &raw const self.state;
        // ORDERING: releases what was done while the lock was held, to
        // whoever takes it next.
        if self.state.swap(FREE, Release) == AWAITED {
            futex::wake_one(word);
        }
    }
    // ANCHOR_END: lock
}
