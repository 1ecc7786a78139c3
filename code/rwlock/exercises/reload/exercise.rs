//! # Reload
//!
//! A service reads its settings for each request, and now and then they are changed. Write `current` and `change`. A request keeps what it
//! began with, and holds nobody up. No change is lost: nobody comes between what `change` looks at and what it puts in its place. What was
//! there before is dropped when the lock is free again, for nobody knows what its `drop` does. And a change that panics changes nothing.

use std::sync::{Arc, RwLock};

/// A service's settings.
pub struct Settings<T> {
    pub slot: RwLock<Arc<T>>,
}

impl<T> Settings<T> {
    /// Begins with `first`.
    pub fn new(first: T) -> Self {
        Self {
            slot: RwLock::new(Arc::new(first)),
        }
    }

    /// The settings of this moment.
    pub fn current(&self) -> Arc<T> {
        todo!("take them out of the slot")
    }

    /// Puts in place what `make` makes of what is there.
    pub fn change(&self, make: impl FnOnce(&T) -> T) {
        let _ = make;
        todo!("look, make, and put in place")
    }
}
