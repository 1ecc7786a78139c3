//! Fails because the count is right, and it hands nothing over: the last may not see what the others did.
//! Caught by: `the_last_sees_what_the_others_did`: "Causality violation".

use platform::atomic::{AtomicU32, Ordering::Relaxed};

/// What is open until the last has left.
pub struct Office {
    inside: AtomicU32,
}

impl Office {
    /// An office with so many workers inside.
    pub fn new(workers: u32) -> Self {
        Self {
            inside: AtomicU32::new(workers),
        }
    }

    /// Leaves, and closes if nobody is inside.
    pub fn leave(&self, close: impl FnOnce()) {
        // ORDERING: Relaxed, and that is the mistake.
        if self.inside.fetch_sub(1, Relaxed) == 1 {
            close();
        }
    }
}
