//! Fails because the gate is never shut: who comes later doesn't wait.
//! Caught by: `nobody_leaves_without_the_ferry`: "departures (left) by then".

use std::mem;

use condvar::poisoning::Condvar;
use poisoning::Mutex;

/// A ferry with a gate that stays open.
pub struct Ferry {
    /// How many wait, and whether it is open.
    pier: Mutex<(u32, bool)>,
    left: Condvar,
}

impl Ferry {
    pub fn new() -> Self {
        Self {
            pier: Mutex::new((0, false)),
            left: Condvar::new(),
        }
    }

    pub fn board(&self) {
        let mut pier = self.pier.lock().unwrap();
        pier.0 += 1;
        drop(self.left.wait_while(pier, |pier| !pier.1));
    }

    pub fn leave(&self) -> u32 {
        let mut pier = self.pier.lock().unwrap();
        pier.1 = true;
        self.left.notify_all();
        mem::take(&mut pier.0)
    }
}
