//! The second repair: one thread at a time is let in.
//!
//! # States
//!
//! | `state` | meaning |
//! |---|---|
//! | [`FREE`] | nobody is in |
//! | [`HELD`] | somebody is in, and nobody waits |
//! | [`AWAITED`] | somebody is in, and others may sleep |
//!
//! # Invariants
//!
//! 1. Whoever has changed the state from `FREE` is in, alone, until it changes it back.
//! 2. A thread sleeps only on `AWAITED`, and who leaves at `AWAITED` wakes one.
//!
//! # Memory orderings
//!
//! The `swap` that frees is a Release, and both operations that take are Acquires: who comes in sees what everybody did
//! who was in before.
//!
//! # Not promised
//!
//! Fairness; and a value that a panic has left half changed is not marked.
//!
//! # Source
//!
//! The mutex of three states is Ulrich Drepper's, in *Futexes Are Tricky*.

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use platform::atomic::AtomicU32;
use platform::cell::UnsafeCell;
use platform::futex;

/// Nobody is in. It is 0 so that a lock in a static needs no room in the program's file.
const FREE: u32 = 0;
/// Somebody is in, and nobody waits.
const HELD: u32 = 1;
/// Somebody is in, and others may sleep.
const AWAITED: u32 = 2;

/// A value that one thread at a time may use.
#[derive(Debug)]
pub struct Lock<T> {
    state: AtomicU32,
    value: UnsafeCell<T>,
}

// SAFETY: `with` lets in one thread at a time (invariant 1), and the orderings put them one after the other. Each of them
// has an exclusive reference to the value, by which it could take it away: hence `T: Send`. No two ever have shared
// references, so `T: Sync` isn't needed.
unsafe impl<T: Send> Sync for Lock<T> {}

impl<T> Lock<T> {
    platform::const_fn! {
        /// A lock that nobody is in.
        pub const fn new(value: T) -> Self {
            Self { state: AtomicU32::new(FREE), value: UnsafeCell::new(value) }
        }
    }

    // ANCHOR: with
    /// Waits until nobody else is in, and calls `f` with the value.
    #[inline]
    pub fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        // ORDERING: Acquire, for the Release of who was in before.
        // Relaxed if it fails: then nothing has been taken.
        let taken = self.state.compare_exchange(FREE, HELD, Acquire, Relaxed);
        if taken.is_err() {
            self.wait();
        }
        let _leave = Leave(&self.state);
        let value = self.value.get_mut();
        // SAFETY: nobody else is in until `_leave` is dropped, which is after
        // the last use of the reference, whether `f` returns or panics.
        f(unsafe { value.deref() })
    }

    #[cold]
    fn wait(&self) {
        // ORDERING: Acquire, as in `with`.
        while self.state.swap(AWAITED, Acquire) != FREE {
            futex::wait(&self.state, AWAITED);
        }
    }
    // ANCHOR_END: with
}

// ANCHOR: leave
/// Leaves when it is dropped.
struct Leave<'a>(&'a AtomicU32);

impl Drop for Leave<'_> {
    #[inline]
    fn drop(&mut self) {
        // ORDERING: Release, for the Acquire of who comes in next.
        if self.0.swap(FREE, Release) == AWAITED {
            futex::wake_one(self.0);
        }
    }
}
// ANCHOR_END: leave

// ANCHOR: counter
/// Counts, behind a lock.
#[derive(Debug)]
pub struct Counter {
    count: Lock<u32>,
}
// ANCHOR_END: counter

impl Counter {
    platform::const_fn! {
        /// A counter at 0.
        pub const fn new() -> Self {
            Self { count: Lock::new(0) }
        }
    }

    // ANCHOR: add
    /// Adds 1.
    #[inline]
    pub fn add(&self) {
        self.count.with(|count| *count += 1);
    }
    // ANCHOR_END: add

    /// The count.
    #[inline]
    pub fn get(&self) -> u32 {
        self.count.with(|count| *count)
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}
