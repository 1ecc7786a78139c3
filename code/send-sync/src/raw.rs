//! Exclusion without a value: one word.
//!
//! # States
//!
//! | `state` | meaning |
//! |---|---|
//! | `FREE` | nobody holds the lock |
//! | `HELD` | a thread holds it, and nobody has come since who would have to be woken |
//! | `AWAITED` | a thread holds it, and others may be asleep on the word |
//!
//! # Invariants
//!
//! 1. A thread that has changed `FREE` to something else holds the lock until it is made `FREE` again, which is done for
//!    it alone.
//! 2. A thread falls asleep only while the word is `AWAITED`. Whoever finds `AWAITED` on making it `FREE` wakes one, and that one
//!    makes it `AWAITED` again: it can't know whether others sleep. So no sleeper is left behind.
//!
//! Nothing here knows which thread it was that took the lock: any thread may release it.
//!
//! # Not promised
//!
//! Fairness: a thread that comes by may be faster than one that is just waking up.

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::futex;

const FREE: u32 = 0;
const HELD: u32 = 1;
const AWAITED: u32 = 2;

/// The word of a lock.
pub(crate) struct RawLock {
    state: AtomicU32,
}

impl RawLock {
    platform::const_fn! {
        /// A lock that nobody holds.
        pub(crate) const fn new() -> Self {
            Self { state: AtomicU32::new(FREE) }
        }
    }

    // ANCHOR: lock
    /// Waits until nobody holds the lock, and takes it.
    #[inline]
    pub(crate) fn lock(&self) {
        // ORDERING: acquires what the last holder's `swap` released. If the
        // lock isn't free the loop below acquires.
        let taken = self.state.compare_exchange(FREE, HELD, Acquire, Relaxed);
        if taken.is_err() {
            self.wait_and_lock();
        }
    }

    #[cold]
    fn wait_and_lock(&self) {
        // ORDERING: acquires what the last holder released by its `swap`.
        while self.state.swap(AWAITED, Acquire) != FREE {
            futex::wait(&self.state, AWAITED);
        }
    }

    /// Releases the lock.
    ///
    /// # Safety
    /// The lock is held, and its holder has finished with what it protects.
    #[inline]
    pub(crate) unsafe fn unlock(&self) {
        let word = &raw const self.state;
        // ORDERING: releases what was done while the lock was held, to whoever
        // takes it next.
        if self.state.swap(FREE, Release) == AWAITED {
            futex::wake_one(word);
        }
    }
    // ANCHOR_END: lock
}
