//! Fails because nobody tells the flag.
//! Caught by: `the_next_holder_is_told`: "half changed, and no poison".

use std::ops::{Deref, DerefMut};

use poisoning::Flag;

/// A lock, and whether somebody has panicked with it.
pub struct Lock<T> {
    flag: Flag,
    mutex: mutex::Mutex<T>,
}

impl<T> Lock<T> {
    /// A lock that nobody holds.
    pub fn new(value: T) -> Self {
        Self {
            flag: Flag::new(),
            mutex: mutex::Mutex::new(value),
        }
    }

    /// Whether somebody has panicked with it.
    pub fn is_poisoned(&self) -> bool {
        self.flag.is_set()
    }

    /// Waits until nobody holds the lock, and takes it.
    pub fn lock(&self) -> Guard<'_, T> {
        Guard {
            value: self.mutex.lock(),
        }
    }
}

/// The value of a lock that is held.
pub struct Guard<'a, T> {
    value: mutex::MutexGuard<'a, T>,
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}
