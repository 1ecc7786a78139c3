//! # The bounds of a read guard
//!
//! A lock for readers and writers, and its two guards. They hold raw pointers, so the compiler gives them neither `Send` nor `Sync`, and the lock has no `Sync`. Write the
//! `unsafe impl`s, with a `SAFETY` comment for each: not a bound too few, and not one too many. Nothing in this lock is tied to a thread, so that its guards
//! may be sent, which those of std may not.

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

impl<T> TryLock<T> {
    /// A lock with nobody in.
    pub fn new(value: T) -> Self {
        let _ = value;
        todo!("make one, when you have written the `unsafe impl`s")
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
