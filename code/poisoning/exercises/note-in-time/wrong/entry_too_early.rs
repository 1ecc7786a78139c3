//! Fails because the entry is noted when the lock is made: a guard that a destructor takes later looks like one whose thread has
//! begun to panic since.
//! Caught by: `a_destructor_poisons_nothing`: "poisoned by a destructor".

use std::ops::{Deref, DerefMut};

use poisoning::{Entry, Flag};

/// A lock, and whether somebody has panicked with it.
pub struct Lock<T> {
    flag: Flag,
    entry: Entry,
    mutex: mutex::Mutex<T>,
}

impl<T> Lock<T> {
    /// A lock that nobody holds.
    pub fn new(value: T) -> Self {
        let flag = Flag::new();
        Self {
            entry: flag.enter(),
            flag,
            mutex: mutex::Mutex::new(value),
        }
    }

    /// Whether somebody has panicked with it.
    pub fn is_poisoned(&self) -> bool {
        self.flag.is_set()
    }

    /// Waits until nobody holds the lock, and takes it.
    pub fn lock(&self) -> Guard<'_, T> {
        let value = self.mutex.lock();
        let leave = Leave {
            flag: &self.flag,
            entry: self.entry.clone(),
        };
        Guard {
            _leave: leave,
            value,
        }
    }
}

/// The value of a lock that is held.
pub struct Guard<'a, T> {
    /// Dropped first: the lock is still held.
    _leave: Leave<'a>,
    value: mutex::MutexGuard<'a, T>,
}

/// Tells the flag how it ended.
struct Leave<'a> {
    flag: &'a Flag,
    entry: Entry,
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.flag.leave(&self.entry);
    }
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
