//! Fails because the gate is shut again before who was woken can look.
//! Caught by: `who_waits_is_taken_along`: "deadlock".

use std::mem;

use condvar::poisoning::Condvar;
use poisoning::Mutex;

/// A ferry with a gate that is open for a moment.
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
        while !pier.1 {
            pier = self.left.wait(pier).unwrap();
        }
    }

    pub fn leave(&self) -> u32 {
        self.pier.lock().unwrap().1 = true;
        self.left.notify_all();
        let mut pier = self.pier.lock().unwrap();
        pier.1 = false;
        mem::take(&mut pier.0)
    }
}
