//! A token that is there or isn't, and that can be slept for.

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::futex;

const EMPTY: u32 = 0;
const SET: u32 = 1;

/// The word of a token.
pub struct Token {
    state: AtomicU32,
}

// ANCHOR: token
impl Token {
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

    fn set(&self) {
        // ORDERING: releases what was done before to whoever takes the token.
        self.state.swap(SET, Release);
        futex::wake_one(&raw const self.state);
    }

    fn take(&self) {
        while !self.try_take() {
            futex::wait(&self.state, EMPTY);
        }
    }
}
// ANCHOR_END: token
