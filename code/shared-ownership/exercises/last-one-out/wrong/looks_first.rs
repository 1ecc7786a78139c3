//! Fails because it looks before it leaves: both may find the other inside, and then nobody closes.
//! Caught by: `one_worker_closes_the_office`: "how often (left) the office was closed".

use platform::atomic::{
    AtomicU32,
    Ordering::{AcqRel, Acquire},
};

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

    /// Looks whether it is the last, and leaves.
    pub fn leave(&self, close: impl FnOnce()) {
        // ORDERING: receives what the others have handed over.
        let last = self.inside.load(Acquire) == 1;
        // ORDERING: as in the solution.
        self.inside.fetch_sub(1, AcqRel);
        if last {
            close();
        }
    }
}
