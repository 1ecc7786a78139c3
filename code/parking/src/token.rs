//! The token: one word, on which one thread may sleep.

use std::time::Instant;

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::futex;

use crate::Spin;

/// No token, and nobody sleeps for it.
const EMPTY: u32 = 0;
/// The token is there.
const SET: u32 = 1;
/// The owner may sleep until there is one.
const AWAITED: u32 = 2;

/// A token that any thread may set and one thread takes.
pub(crate) struct Token {
    state: AtomicU32,
    /// Only the thread that takes the token uses it.
    spin: Spin,
}

impl Token {
    platform::const_fn! {
        /// No token.
        pub(crate) const fn new() -> Self {
            Self { state: AtomicU32::new(EMPTY), spin: Spin::new() }
        }
    }

    /// Sets the token, and wakes the thread that sleeps for it.
    #[inline]
    pub(crate) fn set(&self) {
        let word = &raw const self.state;
        // ORDERING: releases what was done before to whoever takes the token, even if it is set already.
        if self.state.swap(SET, Release) == AWAITED {
            wake(word);
        }
    }

    /// Takes the token if it is set.
    #[inline]
    fn try_take(&self) -> bool {
        // ORDERING: acquires what was done before the token was set.
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

    /// Waits for the token until `deadline`, and takes it.
    #[inline]
    pub(crate) fn take_until(&self, deadline: Instant) {
        if !self.try_take() {
            self.take_contended(Some(deadline));
        }
    }

    #[cold]
    fn take_contended(&self, deadline: Option<Instant>) {
        if self.spin.until(|| self.try_take()) {
            return;
        }
        // ORDERING: Relaxed: nothing is taken. If it fails the token is set, and is taken below.
        let _ = self
            .state
            .compare_exchange(EMPTY, AWAITED, Relaxed, Relaxed);
        while !self.try_take() {
            match deadline {
                None => futex::wait(&self.state, AWAITED),
                Some(deadline) => {
                    if !futex::wait_until(&self.state, AWAITED, deadline) {
                        // ORDERING: acquires what was done before the token was set, if it has been.
                        self.state.swap(EMPTY, Acquire);
                        return;
                    }
                }
            }
        }
    }
}

#[cold]
fn wake(word: *const AtomicU32) {
    futex::wake_one(word);
}
