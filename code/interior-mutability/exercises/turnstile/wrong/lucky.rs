//! Fails because there is one count for all turnstiles, which is right as long as there is one turnstile.
//! Caught by: `two_turnstiles_count_apart`: "the counts (left) are mixed up".

use std::cell::Cell;

thread_local! {
    static PASSED: Cell<u32> = const { Cell::new(0) };
}

/// Counts who passes anywhere.
#[derive(Default)]
pub struct Turnstile {}

impl Turnstile {
    /// Somebody passes.
    pub fn pass(&self) {
        PASSED.set(PASSED.get() + 1);
    }

    /// How many have passed since the last call, which begins anew.
    pub fn take(&self) -> u32 {
        PASSED.take()
    }
}
