//! Fails because who sees the flag without having parked has received nothing: it is the `park` that took the token which
//! comes after the `unpark`, and no other.
//! Caught by: `it_hands_over`: "what came before the event (left)".

use parking::{Thread, park};
use platform::atomic::{AtomicBool, Ordering::Relaxed};

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
        // ORDERING: Relaxed: `unpark` releases.
        self.has_happened.store(true, Relaxed);
        self.waiter.unpark();
    }

    /// Returns when it has happened.
    pub fn wait(&self) {
        // ORDERING: Relaxed: `park` acquires.
        while !self.has_happened.load(Relaxed) {
            park();
        }
    }
}
