//! Fails because the first waits until everybody else has left, and they may leave after it.
//! Caught by: `nobody_waits`: "deadlock".

use platform::atomic::{
    AtomicU32,
    Ordering::{AcqRel, Acquire},
};
use platform::futex;

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

    /// Leaves, waits until nobody is inside, and closes.
    pub fn leave(&self, close: impl FnOnce()) {
        // ORDERING: as in the solution.
        let before = self.inside.fetch_sub(1, AcqRel);
        futex::wake_all(&raw const self.inside);
        loop {
            // ORDERING: receives what the others have handed over.
            let inside = self.inside.load(Acquire);
            if inside == 0 {
                break;
            }
            futex::wait(&self.inside, inside);
        }
        if before == 1 {
            close();
        }
    }
}
