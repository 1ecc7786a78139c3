//! A token for which its owner waits awake before it sleeps, each time for as long as a wake-up takes.

use std::time::Duration;

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::{futex, hint};

const EMPTY: u32 = 0;
const SET: u32 = 1;
const AWAITED: u32 = 2;

/// The word of a token.
pub struct Token {
    state: AtomicU32,
}

impl Token {
    #[inline]
    fn try_take(&self) -> bool {
        // ORDERING: acquires what was done before the token was set.
        let taken = self.state.compare_exchange(SET, EMPTY, Acquire, Relaxed);
        taken.is_ok()
    }
}

impl super::Token for Token {
    fn new() -> Self {
        let state = AtomicU32::new(EMPTY);
        Self { state }
    }

    #[inline]
    fn set(&self) {
        // ORDERING: releases what was done before to whoever takes the token.
        if self.state.swap(SET, Release) == AWAITED {
            futex::wake_one(&raw const self.state);
        }
    }

    // ANCHOR: take
    #[inline]
    fn take(&self) {
        if hint::spin_for(Duration::from_micros(20), || self.try_take()) {
            return;
        }
        // ORDERING: Relaxed: nothing is taken. If it fails, the token is there.
        let _ = self
            .state
            .compare_exchange(EMPTY, AWAITED, Relaxed, Relaxed);
        while !self.try_take() {
            futex::wait(&self.state, AWAITED);
        }
    }
    // ANCHOR_END: take
}
