//! Fails because the waiter, woken before there is something to see, parks again, for ever.
//! Caught by: `it_is_waited_for`: "deadlock".

use parking::{Thread, park};
use platform::atomic::{
    AtomicBool,
    Ordering::{Acquire, Release},
};

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
        self.waiter.unpark();
        // ORDERING: as in the solution.
        self.has_happened.store(true, Release);
    }

    /// Returns when it has happened.
    pub fn wait(&self) {
        // ORDERING: Acquire, for the store in `set`.
        while !self.has_happened.load(Acquire) {
            park();
        }
    }
}
