//! # All have arrived
//!
//! A latch begins with a number. Each call of `arrive` takes one off, and `wait` returns when none is left: at once, if that is so already. Any number of threads
//! may wait, and a latch that has opened stays open.

use condvar::poisoning::Condvar;
use poisoning::Mutex;

/// Opens when so many have arrived.
pub struct Latch {
    missing: Mutex<u32>,
    all_here: Condvar,
}

impl Latch {
    /// A latch that opens when `missing` have arrived.
    pub fn new(missing: u32) -> Self {
        Self {
            missing: Mutex::new(missing),
            all_here: Condvar::new(),
        }
    }

    /// One more is here.
    pub fn arrive(&self) {
        todo!("take one off, and tell those who wait if it was the last")
    }

    /// Waits until all are.
    pub fn wait(&self) {
        todo!("wait while somebody is missing")
    }
}
