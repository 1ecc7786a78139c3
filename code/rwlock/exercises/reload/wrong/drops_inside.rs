//! Fails because an assignment drops what was there, and the guard is still alive.
//! Caught by: `the_last_one_is_dropped_outside_the_lock`: "whether the lock was free (left)".

use std::sync::{Arc, PoisonError, RwLock};

/// A service's settings.
pub struct Settings<T> {
    pub slot: RwLock<Arc<T>>,
}

impl<T> Settings<T> {
    pub fn new(first: T) -> Self {
        Self {
            slot: RwLock::new(Arc::new(first)),
        }
    }

    pub fn current(&self) -> Arc<T> {
        Arc::clone(&self.slot.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn change(&self, make: impl FnOnce(&T) -> T) {
        let mut slot = self.slot.write().unwrap_or_else(PoisonError::into_inner);
        *slot = Arc::new(make(&slot));
    }
}
