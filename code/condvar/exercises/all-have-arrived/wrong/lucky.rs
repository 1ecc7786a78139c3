//! Fails because one is woken, and two wait.
//! Caught by: `all_who_wait_go_on`: "deadlock".

use condvar::poisoning::Condvar;
use poisoning::Mutex;

/// Tells one that all are here.
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
        let mut missing = self.missing.lock().unwrap();
        *missing -= 1;
        if *missing == 0 {
            self.all_here.notify_one();
        }
    }

    pub fn wait(&self) {
        let missing = self.missing.lock().unwrap();
        drop(self.all_here.wait_while(missing, |missing| *missing > 0));
    }
}
