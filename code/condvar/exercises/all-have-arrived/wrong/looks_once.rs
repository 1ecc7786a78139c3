//! Fails because every arrival wakes it, and it doesn't look again.
//! Caught by: `nobody_goes_on_before_the_last`: "so many (left) were there".

use condvar::poisoning::Condvar;
use poisoning::Mutex;

/// Looks once, and believes what it is told.
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

    pub fn wait(&self) {
        let missing = self.missing.lock().unwrap();
        if *missing > 0 {
            drop(self.all_here.wait(missing).unwrap());
        }
    }
}
