//! Fails because the ferry may come later than that.
//! Caught by: `nobody_leaves_without_the_ferry`: "departures (left) by then".

use std::mem;
use std::thread::sleep;
use std::time::Duration;

use poisoning::Mutex;

/// A ferry with a timetable.
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
        sleep(Duration::from_millis(1));
    }

    pub fn leave(&self) -> u32 {
        mem::take(&mut *self.waiting.lock().unwrap())
    }
}
