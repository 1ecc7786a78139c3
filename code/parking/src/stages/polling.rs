//! A flag, and somebody who keeps looking for it.

use platform::atomic::{
    AtomicBool,
    Ordering::{Acquire, Release},
};
use platform::hint;

// ANCHOR: token
/// Whether there is a token.
pub struct Token {
    is_set: AtomicBool,
}

impl super::Token for Token {
    fn new() -> Self {
        let is_set = AtomicBool::new(false);
        Self { is_set }
    }

    fn set(&self) {
        // ORDERING: releases what was done before to whoever takes the token.
        self.is_set.swap(true, Release);
    }

    fn take(&self) {
        // ORDERING: acquires what was done before the token was set.
        while !self.is_set.swap(false, Acquire) {
            hint::spin_loop();
        }
    }
}
// ANCHOR_END: token
