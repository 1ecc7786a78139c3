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

impl super::Token for Token {
    fn new() -> Self {
        let state = AtomicU32::new(EMPTY);
        Self { state }
    }

    // ANCHOR: token
    fn set(&self) {
        // ORDERING: releases what was done before to whoever takes the token.
        self.state.swap(SET, Release);
        futex::wake_one(&raw const self.state);
    }

    fn take(&self) {
        // ORDERING: acquires what was done before the token was set.
        let try_take = || self.state.compare_exchange(SET, EMPTY, Acquire, Relaxed);
        while try_take().is_err() {
            futex::wait(&self.state, EMPTY);
        }
    }
    // ANCHOR_END: token
}
