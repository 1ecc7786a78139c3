//! Fails because the first `wait` takes the only token there will ever be.
//! Caught by: `it_has_happened_for_good`: "deadlock".

use parking::{Thread, park};
use platform::atomic::{AtomicBool, Ordering::Release};

/// What happens once.
pub struct Event {
    has_happened: AtomicBool,
    waiter: Thread,
}

impl Event {
    /// An event that the calling thread will wait for.
    pub fn new() -> Self {
        Self {
            has_happened: AtomicBool::new(false),
            waiter: parking::current(),
        }
    }

    /// Says that it has happened.
    pub fn set(&self) {
        // ORDERING: Release hands what came before to the load in `wait`.
        self.has_happened.store(true, Release);
        self.waiter.unpark();
    }

    /// Returns when it has happened.
    pub fn wait(&self) {
        park();
    }
}
