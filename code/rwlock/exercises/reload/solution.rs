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

    /// The lock is held for one clone.
    pub fn current(&self) -> Arc<T> {
        // Poisoned or not, what is in the slot is whole: it is replaced in one
        // step.
        let slot = self.slot.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&slot)
    }

    /// Looks and acts under one lock.
    pub fn change(&self, make: impl FnOnce(&T) -> T) {
        let slot = self.slot.write();
        let mut slot = slot.unwrap_or_else(PoisonError::into_inner);
        let next = Arc::new(make(&slot));
        let last = mem::replace(&mut *slot, next);
        drop(slot);
        drop(last);
    }
}
