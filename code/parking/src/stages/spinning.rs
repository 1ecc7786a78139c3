//! A token for which its owner waits awake before it sleeps, each time for as long as a wake-up takes.

use std::time::Duration;

use platform::hint;

use super::three_states;

/// The token that it sleeps for then.
pub struct Token {
    three_states: three_states::Token,
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

    // ANCHOR: take
    #[inline]
    fn take(&self) {
        let a_wake_up = Duration::from_micros(20);
        if !hint::spin_for(a_wake_up, || self.three_states.try_take()) {
            self.three_states.take();
        }
    }
    // ANCHOR_END: take
}
