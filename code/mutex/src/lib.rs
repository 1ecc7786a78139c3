//! Section 7, *Mutexes*: a lock of one word that spins for a while and then sleeps, and the value inside it.

mod guard;
mod raw;

use std::fmt;

use platform::cell::UnsafeCell;

pub use guard::{MappedMutexGuard, MutexGuard};
pub use raw::RawMutex;

/// A value that one thread at a time can use.
pub struct Mutex<T: ?Sized> {
    raw: RawMutex,
    value: UnsafeCell<T>,
}

// SAFETY: who owns the mutex can take the `T` out of it, on whatever thread.
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
// SAFETY: who shares the mutex gets `&mut T`, and with it can swap the `T` out: so sharing the mutex is a way to send
// the `T`. Two threads never have a `&T` at once that came from the mutex itself, so `T: Sync` isn't needed.
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}

impl<T> Mutex<T> {
    platform::const_fn! {
        /// A mutex that nobody holds, with `value` in it.
        pub const fn new(value: T) -> Self {
            Self { raw: RawMutex::new(), value: UnsafeCell::new(value) }
        }
    }

    /// The value. No guard is left, or the mutex could not be moved.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: ?Sized> Mutex<T> {
    /// Waits until nobody holds the mutex, and takes it. It is released when the guard is dropped.
    ///
    /// A thread that holds the mutex and calls this waits for ever.
    #[inline]
    pub fn lock(&self) -> MutexGuard<'_, T> {
        self.raw.lock();
        // SAFETY: it was taken in the line above.
        unsafe { MutexGuard::new(self) }
    }

    /// Takes the mutex if nobody holds it.
    #[inline]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        let taken = self.raw.try_lock();
        // SAFETY: it was taken in the line above.
        taken.then(|| unsafe { MutexGuard::new(self) })
    }

    /// The value, without locking: nobody else has the mutex, or it could not be borrowed exclusively.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.exclusive()
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Mutex");
        match self.try_lock() {
            Some(guard) => shown.field("data", &&*guard),
            None => shown.field("data", &format_args!("<locked>")),
        };
        shown.finish_non_exhaustive()
    }
}

impl<T: Default> Default for Mutex<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for Mutex<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}
