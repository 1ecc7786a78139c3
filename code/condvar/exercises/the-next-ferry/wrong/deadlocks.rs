//! Fails because `leave` keeps the lock, and waits for those who need it to go.
//! Caught by: `who_waits_is_taken_along`: "deadlock".

use condvar::poisoning::Condvar;
use poisoning::Mutex;

/// A ferry that waits until all are aboard.
pub struct Ferry {
    /// How many wait, and whether it is open.
    pier: Mutex<(u32, bool)>,
    aboard: Mutex<u32>,
    left: Condvar,
    full: Condvar,
}

impl Ferry {
    pub fn new() -> Self {
        Self {
            pier: Mutex::new((0, false)),
            aboard: Mutex::new(0),
            left: Condvar::new(),
            full: Condvar::new(),
        }
    }

    pub fn board(&self) {
        let mut pier = self.pier.lock().unwrap();
        pier.0 += 1;
        drop(self.left.wait_while(pier, |pier| !pier.1));
        *self.aboard.lock().unwrap() += 1;
        self.full.notify_one();
    }

    pub fn leave(&self) -> u32 {
        let mut pier = self.pier.lock().unwrap();
        pier.1 = true;
        self.left.notify_all();
        let aboard = self.aboard.lock().unwrap();
        let aboard = self.full.wait_while(aboard, |aboard| *aboard < pier.0);
        *aboard.unwrap() = 0;
        pier.1 = false;
        std::mem::take(&mut pier.0)
    }
}
