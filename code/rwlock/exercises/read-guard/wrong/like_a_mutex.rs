//! Fails because two readers have a `&T` at the same time, and a `Cell` doesn't bear that.
//! Caught by: `the_lock_may_be_shared`: "a lock of cells can be shared".

use std::ops::{Deref, DerefMut};

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::cell::{ConstPtr, MutPtr, UnsafeCell};

/// A lock that lets in many readers or one writer, and has nobody wait.
pub struct TryLock<T> {
    /// How many readers are in, or `WRITER`.
    state: AtomicU32,
    value: UnsafeCell<T>,
}

const WRITER: u32 = u32::MAX;

// SAFETY: wrong. One thread at a time has a `&mut T`, but many have a `&T`.
unsafe impl<T: Send> Sync for TryLock<T> {}

impl<T> TryLock<T> {
    /// A lock with nobody in.
    pub fn new(value: T) -> Self {
        Self {
            state: AtomicU32::new(0),
            value: UnsafeCell::new(value),
        }
    }

    /// Comes in as a reader, if no writer is in.
    pub fn try_read(&self) -> Option<ReadGuard<'_, T>> {
        // ORDERING: acquires what the last writer has written.
        let more = |readers| (readers < WRITER - 1).then(|| readers + 1);
        self.state.fetch_update(Acquire, Relaxed, more).ok()?;
        Some(ReadGuard {
            state: &self.state,
            value: self.value.get(),
        })
    }

    /// Comes in as a writer, if nobody is in.
    pub fn try_write(&self) -> Option<WriteGuard<'_, T>> {
        // ORDERING: acquires what the last writer has written, and that the
        // readers are done.
        self.state
            .compare_exchange(0, WRITER, Acquire, Relaxed)
            .ok()?;
        Some(WriteGuard {
            state: &self.state,
            value: self.value.get_mut(),
        })
    }
}

/// The value, for a reader.
pub struct ReadGuard<'a, T> {
    state: &'a AtomicU32,
    /// A raw pointer: the guard is neither `Send` nor `Sync`.
    value: ConstPtr<T>,
}

// SAFETY: it is as good as a `&T`, which may be shared if `T: Sync`.
unsafe impl<T: Sync> Sync for ReadGuard<'_, T> {}
// SAFETY: as a `&T` again, and any thread may count a reader out.
unsafe impl<T: Sync> Send for ReadGuard<'_, T> {}

impl<T> Deref for ReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: no writer is in.
        self.value.with(|value| unsafe { &*value })
    }
}

impl<T> Drop for ReadGuard<'_, T> {
    fn drop(&mut self) {
        // ORDERING: releases that this reader is done.
        self.state.fetch_sub(1, Release);
    }
}

/// The value, for a writer.
pub struct WriteGuard<'a, T> {
    state: &'a AtomicU32,
    /// A raw pointer: the guard is neither `Send` nor `Sync`.
    value: MutPtr<T>,
}

// SAFETY: who shares it has a `&T`.
unsafe impl<T: Sync> Sync for WriteGuard<'_, T> {}
// SAFETY: who has it has a `&mut T`, and any thread may let go of the lock.
unsafe impl<T: Send> Send for WriteGuard<'_, T> {}

impl<T> Deref for WriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: nobody else is in, and whoever could write has to borrow the
        // guard exclusively.
        self.value.with(|value| unsafe { &*value })
    }
}

impl<T> DerefMut for WriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: nobody else is in, and the guard is borrowed exclusively.
        self.value.with(|value| unsafe { &mut *value })
    }
}

impl<T> Drop for WriteGuard<'_, T> {
    fn drop(&mut self) {
        // ORDERING: releases what this writer has written.
        self.state.store(0, Release);
    }
}
