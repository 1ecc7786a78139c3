//! Fails because the last may arrive, and tell nobody, between the look and the wait.
//! Caught by: `nobody_goes_on_before_the_last`: "deadlock".

use condvar::poisoning::Condvar;
use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Release},
};
use poisoning::Mutex;

/// Counts beside the mutex.
pub struct Latch {
    missing: AtomicU32,
    lock: Mutex<()>,
    all_here: Condvar,
}

impl Latch {
    pub fn new(missing: u32) -> Self {
        Self {
            missing: AtomicU32::new(missing),
            lock: Mutex::new(()),
            all_here: Condvar::new(),
        }
    }

    pub fn arrive(&self) {
        // ORDERING: Release, for the load in `wait`.
        if self.missing.fetch_sub(1, Release) == 1 {
            self.all_here.notify_all();
        }
    }

    pub fn wait(&self) {
        let guard = self.lock.lock().unwrap();
        // ORDERING: Acquire, for those who have arrived.
        let missing = |(): &mut ()| self.missing.load(Acquire) > 0;
        drop(self.all_here.wait_while(guard, missing));
    }
}
