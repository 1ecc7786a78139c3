//! Fails because no pause tells who the last is: after it, both find that nobody is inside.
//! Caught by: `one_worker_closes_the_office`: "how often (left) the office was closed".

use platform::atomic::{AtomicU32, Ordering::AcqRel};

use std::thread::sleep;
use std::time::Duration;

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

    /// Leaves, gives the others time, and closes if nobody is inside.
    pub fn leave(&self, close: impl FnOnce()) {
        // ORDERING: as in the solution.
        self.inside.fetch_sub(1, AcqRel);
        sleep(Duration::from_millis(5));
        // ORDERING: receives what the others have handed over.
        if self.inside.load(platform::atomic::Ordering::Acquire) == 0 {
            close();
        }
    }
}
