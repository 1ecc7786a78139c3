//! Fails because nobody waits.
//! Caught by: `nobody_leaves_without_the_ferry`: "departures (left) by then".

use std::mem;

use poisoning::Mutex;

/// A ferry that one needn't wait for.
pub struct Ferry {
    waiting: Mutex<u32>,
}

impl Ferry {
    pub fn new() -> Self {
        Self {
            waiting: Mutex::new(0),
        }
    }

    pub fn board(&self) {
        *self.waiting.lock().unwrap() += 1;
    }

    pub fn leave(&self) -> u32 {
        mem::take(&mut *self.waiting.lock().unwrap())
    }
}
