use platform::atomic::{AtomicU32, Ordering::AcqRel};

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

    /// Leaves, and calls `close` if nobody is inside any more.
    pub fn leave(&self, close: impl FnOnce()) {
        // ORDERING: Release hands over what this worker has done, and Acquire
        // receives, if this is the last, what all the others have.
        if self.inside.fetch_sub(1, AcqRel) == 1 {
            close();
        }
    }
}
