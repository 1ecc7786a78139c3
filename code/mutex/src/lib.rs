//! Section 7, *Mutexes*: a value that one thread at a time can use.
//!
//! # Problem
//!
//! Threads that share a value have to use it one after the other. Each has to see what the last one left, and one that has to
//! wait may wait for long: it should burn no processor time, miss no wake-up, and cost nothing while nobody waits.
//!
//! # Strategy
//!
//! Exclusion is one word with three states (`raw.rs`): free, held, and held with others waiting. Who waits looks at the word for a
//! while and then sleeps on it. The value stands beside the word, and a guard gives access to it (`guard.rs`): whoever has the guard
//! holds the lock, so nothing here has to be unlocked by hand. [`stages`] has the versions on the way, each with what is wrong with it.
//!
//! | type | `Send` | `Sync` | size |
//! |---|---|---|---|
//! | [`Mutex<T>`] | `T: Send` | `T: Send` | `T` and four bytes |
//! | [`MutexGuard<T>`] | never | `T: Sync` | |
//! | [`MappedMutexGuard<T>`] | never | `T: Sync` | |
//!
//! # What other locks stand on
//!
//! A lock whose value stands elsewhere, or is used in another way, is made of [`RawMutex`], which is exclusion alone. What releases a mutex for a
//! while and takes it again, as a condition variable does, stands on [`MutexGuard::unlocked`] or [`MutexGuard::unlocked_with`], in safe code.
//!
//! # Not promised
//!
//! - Who is next. A thread that comes by may take the lock before one that has slept for it for long, and as often as it likes.
//! - How long a thread looks before it sleeps.
//! - What becomes of a mutex whose guard is forgotten: it stays locked, and is still dropped safely.
//! - That it notices a thread which locks what it holds already: that thread waits for ever.
//! - Anything about the value after a panic. The lock is released like after any other use. The next section remembers panics.
//!
//! # Source
//!
//! The interface is that of [`std::sync::Mutex`] without the poisoning, as in the standard library's unstable `sync::nonpoison`. The
//! three states are those of Ulrich Drepper's *Futexes Are Tricky*.

mod guard;
mod raw;
pub mod stages;

use std::fmt;

use platform::cell::UnsafeCell;

pub use guard::{MappedMutexGuard, MutexGuard, Relock};
pub use raw::RawMutex;

// ANCHOR: mutex
/// A value that one thread at a time can use.
pub struct Mutex<T: ?Sized> {
    raw: RawMutex,
    value: UnsafeCell<T>,
}

// SAFETY: who owns the mutex can take the `T` out of it, on whatever thread.
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
// SAFETY: who shares the mutex gets `&mut T`, and with it can swap the `T` out.
// So sharing the mutex is a way to send the `T`. Two threads never have a `&T`
// at once that came from the mutex itself, so `T: Sync` isn't needed.
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}
// ANCHOR_END: mutex

impl<T> Mutex<T> {
    platform::const_fn! {
        /// A mutex that nobody holds, with `value` in it.
        #[inline]
        pub const fn new(value: T) -> Self {
            Self { raw: RawMutex::new(), value: UnsafeCell::new(value) }
        }
    }

    /// The value. No guard is left, or the mutex could not be moved.
    #[inline]
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: ?Sized> Mutex<T> {
    // ANCHOR: lock
    /// Waits until nobody holds the mutex, and takes it. It is released when
    /// the guard is dropped.
    ///
    /// A thread that holds the mutex and calls this waits for ever.
    #[inline]
    pub fn lock(&self) -> MutexGuard<'_, T> {
        self.raw.lock();
        // SAFETY: it was taken in the line above.
        unsafe { MutexGuard::new(self) }
    }

    /// Takes the mutex if nobody holds it. `None`: somebody does.
    #[inline]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        let taken = self.raw.try_lock();
        // SAFETY: it was taken in the line above.
        taken.then(|| unsafe { MutexGuard::new(self) })
    }

    /// The value, without locking: nobody else has the mutex, or it could not
    /// be borrowed exclusively.
    #[inline]
    pub fn get_mut(&mut self) -> &mut T {
        self.value.exclusive()
    }
    // ANCHOR_END: lock
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    /// Shows the value if nobody holds the mutex, and doesn't wait for it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Mutex");
        match self.try_lock() {
            Some(guard) => shown.field("data", &&*guard),
            None => shown.field("data", &"<locked>"),
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
