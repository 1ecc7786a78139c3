//! The token: one word, on which one thread may sleep.
//!
//! # Problem
//!
//! A thread, the *owner*, has nothing to do and sleeps. Others wake it when there is something. They may come before it sleeps, or while it is on
//! its way; several may come, or one again and again. Whatever the order, the owner must not sleep on when somebody has come, and must find
//! all that was done before they came.
//!
//! # Strategy
//!
//! Who comes leaves a token, and wakes the owner if that waits for one. The owner takes the token; only if there is none it sleeps. The token stays
//! until it is taken, so it doesn't matter who is first. Whoever finds a token there leaves it at that: there is one, or none.
//!
//! # States
//!
//! | `state` | the token | the owner |
//! |---|---|---|
//! | `EMPTY` | isn't there | is elsewhere, or looks for it |
//! | `SET` | is there | is elsewhere, or about to find it |
//! | `AWAITED` | isn't there | sleeps until it is, or is about to |
//!
//! # Invariants
//!
//! 1. One thread at a time is the owner: it alone takes, and it alone makes the word `EMPTY` or `AWAITED`. So what it finds `SET` stays so
//!    until it takes it, and after a wake-up nobody else has to be woken.
//! 2. The owner falls asleep only while the word is `AWAITED`. Whoever changes that to `SET` wakes it. So if there is a token, the owner doesn't
//!    sleep, or is about to be woken.
//! 3. The word is `AWAITED` only while the owner is in `take_contended`. So a token that is set while nobody waits costs no system call,
//!    also after a wait that was given up.
//! 4. The owner leaves `take` with the token, and `take_until` with the token or after its deadline: not because a sleep has ended, which it may for
//!    no reason.
//!
//! # Giving up
//!
//! At its deadline the owner makes the word `EMPTY` by a swap, whatever is there. If a token came in the last moment it is taken with it, and with
//! what it publishes. Who set it may still be on its way to wake the owner, and wakes it from a later sleep, or another that sleeps at this
//! address: a wake-up for no reason, which every sleeper has to expect.
//!
//! # Memory orderings
//!
//! One edge: the `Release` of each swap in `set` to the `Acquire` of what takes the token. `set` writes even if the token is there, since what
//! came before *it* has to be published as well. All changes are read-modify-writes, so whoever takes the last of several has the others' too.
//!
//! # Not promised
//!
//! Who calls `set` must keep the word alive until it returns: the owner may have taken the token before the wake-up comes.
//!
//! # Source
//!
//! The states are those of the standard library's `sys/sync/thread_parking/futex.rs`. There a park is one subtraction, from `SET` to `EMPTY` or
//! from `EMPTY` to `AWAITED`; here it is an exchange, since between those two the owner waits a little.

use std::time::{Duration, Instant};

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::futex;

use crate::Spin;

// ANCHOR: states
/// There is no token, and nobody sleeps for it.
const EMPTY: u32 = 0;
/// The token is there.
const SET: u32 = 1;
/// There is no token, and the owner may sleep until there is.
const AWAITED: u32 = 2;
// ANCHOR_END: states

/// A token that any thread may set and one thread, its owner, takes.
pub(crate) struct Token {
    state: AtomicU32,
    /// The owner's.
    spin: Spin,
}

impl Token {
    platform::const_fn! {
        /// No token.
        pub(crate) const fn new() -> Self {
            Self { state: AtomicU32::new(EMPTY), spin: Spin::new() }
        }
    }

    // ANCHOR: set
    /// Sets the token, and wakes its owner if that sleeps for it.
    #[inline]
    pub(crate) fn set(&self) {
        // ORDERING: releases what was done before to whoever takes the token,
        // also if it is set already.
        if self.state.swap(SET, Release) == AWAITED {
            self.wake();
        }
    }
    // ANCHOR_END: set

    #[cold]
    fn wake(&self) {
        futex::wake_one(&raw const self.state);
    }

    // ANCHOR: take
    /// Takes the token if it is there.
    #[inline]
    fn try_take(&self) -> bool {
        // ORDERING: acquires what was done before the token was set.
        // Relaxed if it fails: nothing has been taken.
        let taken = self.state.compare_exchange(SET, EMPTY, Acquire, Relaxed);
        taken.is_ok()
    }

    /// Waits for the token, and takes it.
    #[inline]
    pub(crate) fn take(&self) {
        if !self.try_take() {
            self.take_contended(None);
        }
    }
    // ANCHOR_END: take

    // ANCHOR: timeouts
    /// Waits for the token until `deadline`, and takes it.
    pub(crate) fn take_until(&self, deadline: Instant) {
        if !self.try_take() {
            self.take_contended(Some(deadline));
        }
    }

    /// Waits for the token for so long, and takes it. A time that is longer
    /// than the clock can show has no end.
    pub(crate) fn take_for(&self, timeout: Duration) {
        if !self.try_take() {
            self.take_contended(Instant::now().checked_add(timeout));
        }
    }
    // ANCHOR_END: timeouts

    // ANCHOR: contended
    #[cold]
    fn take_contended(&self, deadline: Option<Instant>) {
        if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
            return;
        }
        if self.spin.until(|| self.try_take()) {
            return;
        }
        // ORDERING: Relaxed: nothing is taken. If it fails, the token is there.
        let _ = self
            .state
            .compare_exchange(EMPTY, AWAITED, Relaxed, Relaxed);
        while !self.try_take() {
            let Some(deadline) = deadline else {
                futex::wait(&self.state, AWAITED);
                continue;
            };
            if !futex::wait_until(&self.state, AWAITED, deadline) {
                // ORDERING: acquires what was done before the token was set,
                // if it has been after all.
                self.state.swap(EMPTY, Acquire);
                return;
            }
        }
    }
    // ANCHOR_END: contended
}
