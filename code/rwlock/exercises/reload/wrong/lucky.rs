//! Fails because somebody may change the settings after `make` has looked at them: that change is lost.
//! Caught by: `nobody_comes_between`: "another change could come between".

use std::mem;
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
        let next = Arc::new(make(&self.current()));
        let mut slot = self.slot.write().unwrap_or_else(PoisonError::into_inner);
        let last = mem::replace(&mut *slot, next);
        drop(slot);
        drop(last);
    }
}
