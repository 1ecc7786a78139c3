//! A semaphore of a mutex and a condition variable: right, and it pays for a lock twice.

use mutex::Mutex;

use crate::Condvar;

// ANCHOR: semaphore
/// So many permits.
pub struct Semaphore {
    permits: Mutex<usize>,
    more: Condvar,
}

impl Semaphore {
    /// Waits for a permit, and takes it.
    pub fn acquire(&self) {
        let mut permits = self.permits.lock();
        self.more.wait_while(&mut permits, |permits| *permits == 0);
        *permits -= 1;
    }

    /// Gives a permit back.
    pub fn release(&self) {
        *self.permits.lock() += 1;
        self.more.notify_one();
    }
}
// ANCHOR_END: semaphore

impl Semaphore {
    platform::const_fn! {
        /// A semaphore with so many permits.
        pub const fn new(permits: usize) -> Self {
            Self {
                permits: Mutex::new(permits),
                more: Condvar::new(),
            }
        }
    }
}
