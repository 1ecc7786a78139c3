//! Section 9, *Reader-writer locks*: many readers or one writer, in two words.
//!
//! # Problem
//!
//! A mutex lets one thread in, whatever it wants to do. Threads that only read could be in together.
//!
//! # Strategy
//!
//! [`RawRwLock`] keeps readers and writers apart (`raw.rs`, which says how). [`RwLock`] puts a value into it: a reader gets a `&T`, a writer a
//! `&mut T`, each from a guard that leaves when it is dropped. [`poisoning::RwLock`] is a layer over that in safe code, shaped like
//! [`std::sync::RwLock`]. [`stages`] holds the versions on the way.
//!
//! | type | `Send` | `Sync` |
//! |---|---|---|
//! | [`RwLock<T>`] | `T: Send` | `T: Send + Sync` |
//! | [`RwLockReadGuard<T>`], [`MappedRwLockReadGuard<T>`] | never | `T: Sync` |
//! | [`RwLockWriteGuard<T>`], [`MappedRwLockWriteGuard<T>`] | never | `T: Sync` |
//!
//! # Invariants
//!
//! 1. While there is a read guard, there is no write guard, and the value isn't written.
//! 2. While there is a write guard, there is no other guard.
//!
//! # Not promised
//!
//! - Who is next. A writer that waits for readers keeps out those that come later. When a writer leaves, others that wait may be overtaken by
//!   readers, until one of them keeps readers out again, and by writers.
//! - That a thread may read while it reads: a writer that comes between the two waits for the first, and the second for the writer.
//!
//! # Source
//!
//! The interfaces are those of the standard library: `std::sync::RwLock`, and for the plain lock `std::sync::nonpoison::RwLock`, which is unstable.

mod guard;
pub mod poisoning;
mod raw;
pub mod stages;

use std::fmt;

use platform::cell::UnsafeCell;

pub use guard::{MappedRwLockReadGuard, MappedRwLockWriteGuard, RwLockReadGuard, RwLockWriteGuard};
pub use raw::RawRwLock;

// ANCHOR: rwlock
/// A value that many threads can read at once, or one can write.
pub struct RwLock<T: ?Sized> {
    raw: RawRwLock,
    value: UnsafeCell<T>,
}

// SAFETY: who owns the lock can take the `T` out of it, on whatever thread.
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
// SAFETY: who shares the lock gets `&mut T`, and with it can swap the `T` out:
// so `T: Send`. And several threads get a `&T` at once: so `T: Sync`.
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}
// ANCHOR_END: rwlock

impl<T> RwLock<T> {
    platform::const_fn! {
        /// A lock with nobody in, and with `value`.
        pub const fn new(value: T) -> Self {
            Self { raw: RawRwLock::new(), value: UnsafeCell::new(value) }
        }
    }

    /// The value. No guard is left, or the lock could not be moved.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: ?Sized> RwLock<T> {
    /// Waits until no writer is in or keeps readers out, and comes in as a reader. It leaves when the guard is dropped.
    ///
    /// A writer that has to wait keeps readers out until it, or another writer, has been in.
    ///
    /// A thread that is in as a writer and calls this waits for ever. So does one that is in as a reader, if a writer waits.
    ///
    /// # Panics
    /// When there are 2<sup>28</sup> readers in, or nearly, which takes forgotten guards.
    #[inline]
    pub fn read(&self) -> RwLockReadGuard<'_, T> {
        self.raw.read();
        // SAFETY: it came in in the line above.
        unsafe { RwLockReadGuard::new(self) }
    }

    /// Comes in as a reader if no writer is in or keeps readers out.
    #[inline]
    pub fn try_read(&self) -> Option<RwLockReadGuard<'_, T>> {
        let came_in = self.raw.try_read();
        // SAFETY: it came in in the line above.
        came_in.then(|| unsafe { RwLockReadGuard::new(self) })
    }

    /// Waits until nobody is in, and comes in as a writer. It leaves when the guard is dropped.
    ///
    /// A thread that is in and calls this waits for ever.
    #[inline]
    pub fn write(&self) -> RwLockWriteGuard<'_, T> {
        self.raw.write();
        // SAFETY: it came in in the line above.
        unsafe { RwLockWriteGuard::new(self) }
    }

    /// Comes in as a writer if nobody is in, nobody waits, and no reader that was refused is still on its way out.
    #[inline]
    pub fn try_write(&self) -> Option<RwLockWriteGuard<'_, T>> {
        let came_in = self.raw.try_write();
        // SAFETY: it came in in the line above.
        came_in.then(|| unsafe { RwLockWriteGuard::new(self) })
    }

    /// The value, without locking: nobody else has the lock, or it could not be borrowed exclusively.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.exclusive()
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("RwLock");
        match self.try_read() {
            Some(guard) => shown.field("data", &&*guard),
            None => shown.field("data", &format_args!("<locked>")),
        };
        shown.finish_non_exhaustive()
    }
}

impl<T: Default> Default for RwLock<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for RwLock<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}
