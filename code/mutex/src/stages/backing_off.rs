//! A lock that looks at the word seven times, ever longer apart, before it sleeps.

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::{futex, hint};

use super::RawLock;

const FREE: u32 = 0;
const HELD: u32 = 1;
const AWAITED: u32 = 2;

/// The word of a lock.
pub struct Lock {
    state: AtomicU32,
}

impl Lock {
    // ANCHOR: lock
    #[cold]
    fn lock_contended(&self) {
        for round in 0..hint::rounds(7) {
            hint::pause(1 << round);
            // ORDERING: Relaxed: it only looks. The exchange acquires what the
            // last holder released in `unlock`; if it fails, nothing is taken.
            if self.state.load(Relaxed) == FREE
                && self
                    .state
                    .compare_exchange(FREE, HELD, Acquire, Relaxed)
                    .is_ok()
            {
                return;
            }
        }
        // ORDERING: acquires, as above.
        while self.state.swap(AWAITED, Acquire) != FREE {
            futex::wait(&self.state, AWAITED);
        }
    }
    // ANCHOR_END: lock
}

// SAFETY: `lock` returns when it has changed `FREE` to something else, which one thread can do until `unlock` makes it `FREE` again.
// The one acquires what the other releases.
unsafe impl RawLock for Lock {
    fn new() -> Self {
        let state = AtomicU32::new(FREE);
        Self { state }
    }

    #[inline]
    fn lock(&self) {
        // ORDERING: acquires what the last holder released in `unlock`. If it
        // fails, `lock_contended` acquires.
        let taken = self.state.compare_exchange(FREE, HELD, Acquire, Relaxed);
        if taken.is_err() {
            self.lock_contended();
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
}
