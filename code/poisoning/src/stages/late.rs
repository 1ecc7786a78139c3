//! The first stage. The lock is released, and then the flag is set: in between another thread can come in.

use std::ops::{Deref, DerefMut};

use platform::atomic::{AtomicBool, Ordering::Relaxed};
use platform::thread;

use crate::{LockResult, PoisonError};

/// A mutex that learns of a panic too late.
pub struct Mutex<T> {
    poisoned: AtomicBool,
    mutex: mutex::Mutex<T>,
}

// ANCHOR: guard
/// The value of a mutex that is held.
pub struct MutexGuard<'a, T> {
    value: mutex::MutexGuard<'a, T>,
    _note: Note<'a>,
}

/// Notes a panic.
struct Note<'a> {
    poisoned: &'a AtomicBool,
}

impl Drop for Note<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            // ORDERING: Relaxed, and too late: nobody holds the lock.
            self.poisoned.store(true, Relaxed);
        }
    }
}
// ANCHOR_END: guard

impl<T> Mutex<T> {
    platform::const_fn! {
        /// A mutex that nobody holds.
        pub const fn new(value: T) -> Self {
            Self { poisoned: AtomicBool::new(false), mutex: mutex::Mutex::new(value) }
        }
    }

    // ANCHOR: lock
    /// Waits until nobody holds the mutex, and takes it.
    ///
    /// # Errors
    /// If a thread has panicked while it held the mutex.
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let guard = MutexGuard {
            value: self.mutex.lock(),
            _note: Note {
                poisoned: &self.poisoned,
            },
        };
        // ORDERING: Relaxed: the lock orders it.
        if self.poisoned.load(Relaxed) {
            Err(PoisonError::new(guard))
        } else {
            Ok(guard)
        }
    }
    // ANCHOR_END: lock
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}
