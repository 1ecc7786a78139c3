//! Fails because `arrive` locks again what it holds.
//! Caught by: `an_open_latch_stays_open`: "deadlock".

use condvar::poisoning::Condvar;
use poisoning::Mutex;

/// Asks itself while it holds the lock.
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

    fn is_open(&self) -> bool {
        *self.missing.lock().unwrap() == 0
    }

    pub fn arrive(&self) {
        let mut missing = self.missing.lock().unwrap();
        *missing -= 1;
        if self.is_open() {
            self.all_here.notify_all();
        }
    }

    pub fn wait(&self) {
        let missing = self.missing.lock().unwrap();
        drop(self.all_here.wait_while(missing, |missing| *missing > 0));
    }
}
