//! # A pair that is never torn
//!
//! A position is two numbers. One thread writes positions and others read them, and nobody may read half of one and half of
//! another. There is no lock and no waiting: think of what is read in one step.

use platform::atomic::AtomicU64;

/// Two numbers that are written and read together.
#[derive(Debug)]
pub struct Pair {
    // Change this as you like.
    both: AtomicU64,
}

impl Pair {
    /// A pair of these two.
    pub fn new(first: u32, second: u32) -> Self {
        todo!("hold {first} and {second}")
    }

    /// Writes both.
    pub fn store(&self, first: u32, second: u32) {
        todo!("write {first} and {second} to {:?}", self.both)
    }

    /// Reads both.
    pub fn load(&self) -> (u32, u32) {
        todo!("read {:?}", self.both)
    }
}
