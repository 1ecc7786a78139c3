//! # An event
//!
//! Something happens once: any thread may say so by `set`, and one thread, the one that has made the event, waits for it by `wait`. Write both
//! on `park` and `unpark`. What was done before `set` can be seen after `wait`. Other code of the same thread may have left a token over.

use parking::Thread;
use platform::atomic::AtomicBool;

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
        todo!("set {:?} and wake {:?}", self.has_happened, self.waiter)
    }

    /// Returns when it has happened.
    pub fn wait(&self) {
        todo!("wait for {:?}", self.has_happened)
    }
}
