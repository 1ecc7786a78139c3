//! Fails because nobody waits.
//! Caught by: `nobody_goes_on_before_the_last`: "so many (left) were there".

use condvar::poisoning::Condvar;
use poisoning::Mutex;

/// Counts, and stops nobody.
pub struct Latch {
    missing: Mutex<u32>,
    all_here: Condvar,
}

impl Latch {
    pub fn new(missing: u32) -> Self {
        Self {
            missing: Mutex::new(missing),
            all_here: Condvar::new(),
        }
    }

    pub fn arrive(&self) {
        *self.missing.lock().unwrap() -= 1;
        self.all_here.notify_all();
    }

    pub fn wait(&self) {}
}
