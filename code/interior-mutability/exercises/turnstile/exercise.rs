//! # Count through a shared reference
//!
//! Everybody who comes through the turnstile counts, and nobody has it exclusively.

/// Counts who passes.
#[derive(Default)]
pub struct Turnstile {
    // What does it have?
}

impl Turnstile {
    /// Somebody passes.
    pub fn pass(&self) {
        todo!("count one more")
    }

    /// How many have passed since the last call, which begins anew.
    pub fn take(&self) -> u32 {
        todo!("return the count, and leave 0")
    }
}
