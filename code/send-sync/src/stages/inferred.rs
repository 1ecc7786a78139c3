//! The lock is right, and its guard has the auto traits that the compiler infers: those of a `&Lock<T>`. So the guard is
//! `Sync` where `T` is `Send`, and that is too much.

use std::ops::Deref;

use platform::cell::UnsafeCell;

use crate::raw::RawLock;

/// A value that one thread at a time can use.
pub struct Lock<T> {
    raw: RawLock,
    value: UnsafeCell<T>,
}

// SAFETY: who shares the lock can use the `T` one thread after the other.
unsafe impl<T: Send> Sync for Lock<T> {}

// ANCHOR: guard
/// The value of a lock that is held.
#[must_use = "the lock is released at once if the guard isn't kept"]
pub struct Guard<'a, T> {
    lock: &'a Lock<T>,
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the lock is held. But by how many threads at once?
        self.lock.value.with(|value| unsafe { &*value })
    }
}
// ANCHOR_END: guard

impl<T> Lock<T> {
    platform::const_fn! {
        /// A lock that nobody holds, with `value` in it.
        pub const fn new(value: T) -> Self {
            Self { raw: RawLock::new(), value: UnsafeCell::new(value) }
        }
    }

    /// Waits until nobody holds the lock, and takes it.
    pub fn lock(&self) -> Guard<'_, T> {
        self.raw.lock();
        Guard { lock: self }
    }
}

impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        // SAFETY: `lock` took it.
        unsafe { self.lock.raw.unlock() };
    }
}
