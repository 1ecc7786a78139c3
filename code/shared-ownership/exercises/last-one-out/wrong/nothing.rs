//! Fails because nobody closes the office.
//! Caught by: `one_worker_closes_the_office`: "how often (left) the office was closed".

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

    /// Leaves.
    pub fn leave(&self, close: impl FnOnce()) {
        drop(close);
        // ORDERING: Relaxed, nobody looks.
        self.inside.fetch_sub(1, Relaxed);
    }
}
