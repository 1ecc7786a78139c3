//! Fails because nobody is told.
//! Caught by: `it_is_waited_for`: "the event has not happened".

use parking::Thread;
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
        // ORDERING: Relaxed: it is thrown away.
        let _ = (self.has_happened.load(Relaxed), &self.waiter);
    }

    /// Returns when it has happened.
    pub fn wait(&self) {}
}
