use std::cell::Cell;

/// Counts who passes.
#[derive(Default)]
pub struct Turnstile {
    passed: Cell<u32>,
}

impl Turnstile {
    /// Somebody passes.
    pub fn pass(&self) {
        self.passed.update(|passed| passed + 1);
    }

    /// How many have passed since the last call, which begins anew.
    pub fn take(&self) -> u32 {
        self.passed.take()
    }
}
