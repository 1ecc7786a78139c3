//! Fails because what was made is put nowhere.
//! Caught by: `a_change_is_made`: "what is there (left)".

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
        drop(make(&self.current()));
    }
}
