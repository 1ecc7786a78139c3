//! Fails because `get` gives a copy, and it is the copy that is changed.
//! Caught by: `all_who_pass_are_counted`: "the count (left) is wrong".

use std::cell::Cell;

/// Counts in an array, so that there is something to index.
#[derive(Default)]
pub struct Turnstile {
    passed: Cell<[u32; 1]>,
}

impl Turnstile {
    /// Somebody passes.
    pub fn pass(&self) {
        self.passed.get()[0] += 1;
    }

    /// How many have passed since the last call, which begins anew.
    pub fn take(&self) -> u32 {
        self.passed.take()[0]
    }
}
