//! Fails because it takes a wake-up for a departure, and one may come for no reason.
//! Caught by: `nobody_leaves_without_the_ferry`: "departures (left) by then".

use std::mem;

use condvar::poisoning::Condvar;
use poisoning::Mutex;

/// A ferry whose passengers believe what they hear.
pub struct Ferry {
    waiting: Mutex<u32>,
    left: Condvar,
}

impl Ferry {
    pub fn new() -> Self {
        Self {
            waiting: Mutex::new(0),
            left: Condvar::new(),
        }
    }

    pub fn board(&self) {
        let mut waiting = self.waiting.lock().unwrap();
        *waiting += 1;
        drop(self.left.wait(waiting).unwrap());
    }

    pub fn leave(&self) -> u32 {
        let mut waiting = self.waiting.lock().unwrap();
        self.left.notify_all();
        mem::take(&mut *waiting)
    }
}
