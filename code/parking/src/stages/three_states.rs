//! A token whose word says whether anybody may be asleep.

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::futex;

const EMPTY: u32 = 0;
const SET: u32 = 1;
const AWAITED: u32 = 2;

/// The word of a token.
pub struct Token {
    state: AtomicU32,
}

// ANCHOR: token
impl Token {
    #[inline]
    pub(super) fn try_take(&self) -> bool {
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

    #[inline]
    fn take(&self) {
        if self.try_take() {
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
}
// ANCHOR_END: token
