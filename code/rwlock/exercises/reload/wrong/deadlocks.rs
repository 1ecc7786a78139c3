//! Fails because the thread waits to write for a read guard of its own.
//! Caught by: `a_change_is_made`: hangs.

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
        let seen = self.slot.read().unwrap_or_else(PoisonError::into_inner);
        let next = Arc::new(make(&seen));
        *self.slot.write().unwrap_or_else(PoisonError::into_inner) = next;
        drop(seen);
    }
}
