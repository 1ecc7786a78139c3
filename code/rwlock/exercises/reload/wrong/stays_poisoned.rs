//! Fails because a panic of `make` poisons the lock, and every request panics from then on.
//! Caught by: `a_change_that_panics_changes_nothing`: "PoisonError".

use std::mem;
use std::sync::{Arc, RwLock};

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
        Arc::clone(&self.slot.read().unwrap())
    }

    pub fn change(&self, make: impl FnOnce(&T) -> T) {
        let mut slot = self.slot.write().unwrap();
        let next = Arc::new(make(&slot));
        let last = mem::replace(&mut *slot, next);
        drop(slot);
        drop(last);
    }
}
