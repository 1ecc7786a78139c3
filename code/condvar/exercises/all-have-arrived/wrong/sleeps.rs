//! Fails because no pause is long enough.
//! Caught by: `nobody_goes_on_before_the_last`: "so many (left) were there".

use std::thread::sleep;
use std::time::Duration;

use poisoning::Mutex;

/// Waits a while.
pub struct Latch {
    missing: Mutex<u32>,
}

impl Latch {
    pub fn new(missing: u32) -> Self {
        Self {
            missing: Mutex::new(missing),
        }
    }

    pub fn arrive(&self) {
        *self.missing.lock().unwrap() -= 1;
    }

    pub fn wait(&self) {
        if *self.missing.lock().unwrap() > 0 {
            sleep(Duration::from_millis(1));
        }
    }
}
