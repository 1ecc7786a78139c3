//! Exclusion without a value: one word.

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::{futex, hint};

/// Nobody holds the lock. It is 0 so that a lock in a static needs no room in the program's file.
const FREE: u32 = 0;
/// A thread holds the lock, and nobody sleeps.
const HELD: u32 = 1;
/// A thread holds the lock, and others may sleep on the word.
const AWAITED: u32 = 2;

/// The word of a lock: a mutex that protects nothing yet.
pub struct RawMutex {
    state: AtomicU32,
}

impl RawMutex {
    platform::const_fn! {
        /// A lock that nobody holds.
        pub const fn new() -> Self {
            Self { state: AtomicU32::new(FREE) }
        }
    }

    /// Takes the lock if nobody holds it.
    #[inline]
    pub fn try_lock(&self) -> bool {
        // ORDERING: acquires what the last holder released in `unlock`. Relaxed if it fails: nothing has been taken.
        let taken = self.state.compare_exchange(FREE, HELD, Acquire, Relaxed);
        taken.is_ok()
    }

    /// Waits until nobody holds the lock, and takes it.
    #[inline]
    pub fn lock(&self) {
        if !self.try_lock() {
            self.lock_contended();
        }
    }

    #[cold]
    fn lock_contended(&self) {
        for _ in 0..hint::rounds(100) {
            // ORDERING: Relaxed: it only looks.
            if self.state.load(Relaxed) == FREE && self.try_lock() {
                return;
            }
            hint::spin_loop();
        }
        // ORDERING: acquires what the last holder released in `unlock`.
        while self.state.swap(AWAITED, Acquire) != FREE {
            futex::wait(&self.state, AWAITED);
        }
    }

    /// Releases the lock.
    ///
    /// # Safety
    /// The lock is held, and its holder has finished with what it protects.
    #[inline]
    pub unsafe fn unlock(&self) {
        let word = &raw const self.state;
        // ORDERING: releases what was done while the lock was held, to whoever takes it next.
        if self.state.swap(FREE, Release) == AWAITED {
            futex::wake_one(word);
        }
    }
}

impl Default for RawMutex {
    fn default() -> Self {
        Self::new()
    }
}
