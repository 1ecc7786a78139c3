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
//! 3. Once the word is `FREE` another thread may take the lock, release it and free it. So the release is the last use of the word; what
//!    comes after needs its address only.
//!
//! # Waiting
//!
//! To sleep and to be woken takes some microseconds, and most sections are shorter. So a thread tries eighty times more before it sleeps, with
//! three pauses before each try. It waits *away* from the word: the word's cache line stays with the holder, which has to write to it next. And
//! it doesn't look before it tries, because a look fetches the line once without leave to write, and the try has to fetch it again. Longer
//! waits are faster where sections are tiny, and slower where they take some hundred nanoseconds, since the release goes unnoticed for longer.
//!
//! A thread that another has just woken may stand on the waker's core. If the waker holds the lock, it can't release it while this one tries.
//! For such threads there is [`lock_without_spinning`](RawMutex::lock_without_spinning).
//!
//! # Memory orderings
//!
//! One edge carries everything: the `Release` of `unlock`'s swap to the `Acquire` of whatever next changes the word from `FREE`. Only
//! `unlock` writes `FREE`, so whoever finds it has read from the last holder's swap. A sleeper is ordered by its next swap; the wake-up
//! orders nothing.
//!
//! Nothing here knows which thread it was that took the lock: any thread may release it.

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::{futex, hint};

/// Nobody holds the lock. It is 0 so that a lock in a static needs no room in the program's file.
const FREE: u32 = 0;
/// A thread holds the lock; since then nobody has come who has to be woken.
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
        #[inline]
        pub const fn new() -> Self {
            Self { state: AtomicU32::new(FREE) }
        }
    }

    // ANCHOR: lock
    /// Takes the lock if nobody holds it.
    #[inline]
    pub fn try_lock(&self) -> bool {
        // ORDERING: acquires what the last holder released in `unlock`.
        // Relaxed if it fails: nothing has been taken.
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
    // ANCHOR_END: lock

    // ANCHOR: contended
    #[cold]
    fn lock_contended(&self) {
        for _ in 0..hint::rounds(80) {
            hint::pause(3);
            if self.try_lock() {
                return;
            }
        }
        self.sleep_until_free();
    }

    #[cold]
    fn sleep_until_free(&self) {
        // ORDERING: acquires what the last holder released in `unlock`.
        while self.state.swap(AWAITED, Acquire) != FREE {
            futex::wait(&self.state, AWAITED);
        }
    }
    // ANCHOR_END: contended

    // ANCHOR: without_spinning
    /// As [`lock`](Self::lock), but tries once and then sleeps. It is for a
    /// thread whose core the holder is likely to need.
    #[inline]
    pub fn lock_without_spinning(&self) {
        if !self.try_lock() {
            self.sleep_until_free();
        }
    }
    // ANCHOR_END: without_spinning

    // ANCHOR: unlock
    /// Releases the lock.
    ///
    /// # Safety
    /// The lock is held, and its holder has finished with what it protects.
    #[inline]
    pub unsafe fn unlock(&self) {
        let word = &raw const self.state;
        // ORDERING: releases what was done while the lock was held, to whoever
        // takes it next.
        if self.state.swap(FREE, Release) == AWAITED {
            wake(word);
        }
    }
    // ANCHOR_END: unlock
}

/// Wakes one thread that sleeps on `word`, of which only the address is left (3).
#[cold]
fn wake(word: *const AtomicU32) {
    futex::wake_one(word);
}

impl Default for RawMutex {
    fn default() -> Self {
        Self::new()
    }
}
