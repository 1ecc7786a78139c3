//! Fails because nobody is told.
//! Caught by: `it_is_waited_for`: "the event has not happened".

use parking::Thread;
use platform::atomic::AtomicBool;

/// What happens once.
pub struct Event {
    _has_happened: AtomicBool,
    _waiter: Thread,
}

impl Event {
    /// An event that the calling thread will wait for.
    pub fn new() -> Self {
        Self {
            _has_happened: AtomicBool::new(false),
            _waiter: parking::current(),
        }
    }

    /// Says that it has happened.
    pub fn set(&self) {}

    /// Returns when it has happened.
    pub fn wait(&self) {}
}
