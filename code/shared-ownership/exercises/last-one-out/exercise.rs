//! # Last one out
//!
//! A number of workers share an office. Each calls `leave` when its work is done. The last of them to do so closes the office:
//! it runs the closure that it brought along, and everything that the others have done is visible to it. Nobody waits for
//! anybody. `new` is done. Write `leave`, and choose its orderings.

use platform::atomic::AtomicU32;

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
        let _ = (&self.inside, close);
        todo!("one worker fewer is inside; is it the last?")
    }
}
