//! A semaphore: a mutex and a condition variable.

use mutex::Mutex;

use crate::Condvar;

/// So many permits.
pub struct Semaphore {
    permits: Mutex<usize>,
    more: Condvar,
}

/// One permit, given back when it is dropped.
#[must_use = "the permit is given back at once if it isn't kept"]
pub struct SemaphorePermit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    platform::const_fn! {
        /// A semaphore with so many permits.
        pub const fn new(permits: usize) -> Self {
            Self { permits: Mutex::new(permits), more: Condvar::new() }
        }
    }

    /// Waits for a permit, and takes it.
    pub fn acquire(&self) -> SemaphorePermit<'_> {
        let mut permits = self.permits.lock();
        self.more.wait_while(&mut permits, |permits| *permits == 0);
        *permits -= 1;
        SemaphorePermit { semaphore: self }
    }
}

impl Drop for SemaphorePermit<'_> {
    fn drop(&mut self) {
        *self.semaphore.permits.lock() += 1;
        self.semaphore.more.notify_one();
    }
}
