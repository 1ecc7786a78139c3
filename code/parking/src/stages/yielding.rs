//! A token for which its owner waits awake before it sleeps, and lets others have the processor meanwhile.

use platform::{hint, thread};

use super::three_states;

/// The token that it sleeps for then.
pub struct Token {
    three_states: three_states::Token,
}

impl Token {
    fn spin(&self) -> bool {
        for _ in 0..hint::rounds(20) {
            hint::pause(8);
            if self.three_states.try_take() {
                return true;
            }
            // To a model that means: not before all others can't go on.
            if cfg!(not(model)) {
                thread::yield_now();
            }
        }
        false
    }
}

impl super::Token for Token {
    fn new() -> Self {
        let three_states = super::Token::new();
        Self { three_states }
    }

    #[inline]
    fn set(&self) {
        self.three_states.set();
    }

    #[inline]
    fn take(&self) {
        if !self.three_states.try_take() && !self.spin() {
            self.three_states.take();
        }
    }
}
