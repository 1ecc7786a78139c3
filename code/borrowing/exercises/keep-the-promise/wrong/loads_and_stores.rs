//! Fails because the lower tide may be stored after the higher one, by a thread that looked before.
//! Caught by: `two_threads_may_tell_it`: "the highest (left) is another".

use platform::atomic::{AtomicU32, Ordering::SeqCst};

/// An atomic, and three steps.
#[derive(Debug)]
pub struct Highest(AtomicU32);

impl Highest {
    pub fn new() -> Self {
        Self(AtomicU32::new(0))
    }

    pub fn tell(&self, tide: u32) {
        if self.0.load(SeqCst) < tide {
            self.0.store(tide, SeqCst);
        }
    }

    pub fn get(&self) -> u32 {
        self.0.load(SeqCst)
    }
}
