//! Fails because a reader that comes between the two stores reads the same torn pair twice.
//! Caught by: `no_pair_is_torn`: "the pair is torn".

use platform::atomic::{AtomicU32, Ordering::SeqCst};

/// An atomic for each number, read until nothing seems to change.
#[derive(Debug)]
pub struct Pair(AtomicU32, AtomicU32);

impl Pair {
    pub fn new(first: u32, second: u32) -> Self {
        Self(AtomicU32::new(first), AtomicU32::new(second))
    }

    pub fn store(&self, first: u32, second: u32) {
        self.0.store(first, SeqCst);
        self.1.store(second, SeqCst);
    }

    pub fn load(&self) -> (u32, u32) {
        loop {
            let once = (self.0.load(SeqCst), self.1.load(SeqCst));
            let again = (self.0.load(SeqCst), self.1.load(SeqCst));
            if once == again {
                return once;
            }
        }
    }
}
