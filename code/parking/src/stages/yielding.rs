//! A token for which its owner waits awake before it sleeps, and lets others have the processor meanwhile.

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::{futex, hint, thread};

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

    // ANCHOR: spin
    fn spin(&self) -> bool {
        for _ in 0..hint::rounds(20) {
            hint::pause(8);
            if self.try_take() {
                return true;
            }
            // To a model that means: not before all others can't go on.
            if cfg!(not(model)) {
                thread::yield_now();
            }
        }
        false
    }
    // ANCHOR_END: spin
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
        if self.try_take() || self.spin() {
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
