//! Stage 2: the counter hands over what was done with the value, and doesn't overflow.
//!
//! It is right and small, and all there is if nobody needs a `Weak`: a cycle is never freed.

use std::ops::Deref;
use std::process::abort;
use std::ptr::NonNull;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use platform::atomic::{AtomicUsize, fence};

/// Between here and an overflow there would have to be as many threads.
const LIMIT: usize = isize::MAX as usize;

struct Counted<T> {
    value: T,
    count: AtomicUsize,
}

/// A value that is dropped with its last `Arc`.
pub struct Arc<T> {
    counted: NonNull<Counted<T>>,
}

// SAFETY: threads share the value (`T: Sync`), and any of them may drop it
// (`T: Send`), after the others have finished with it.
unsafe impl<T: Send + Sync> Send for Arc<T> {}
// SAFETY: who has a `&Arc<T>` can clone it: the same.
unsafe impl<T: Send + Sync> Sync for Arc<T> {}

impl<T> Arc<T> {
    /// Moves a value to where it can be shared.
    pub fn new(value: T) -> Self {
        let count = AtomicUsize::new(1);
        let counted = Box::leak(Box::new(Counted { value, count }));
        Self {
            counted: NonNull::from(counted),
        }
    }

    fn counted(&self) -> &Counted<T> {
        // SAFETY: it is there as long as an `Arc` is.
        unsafe { self.counted.as_ref() }
    }

    // ANCHOR: get_mut
    /// The value, to be changed, if there is no other `Arc`.
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        // ORDERING: acquires what the other `Arc`s' `fetch_sub` released.
        if this.counted().count.load(Acquire) != 1 {
            return None;
        }
        // SAFETY: only this `Arc` could make another, and it is borrowed.
        Some(unsafe { &mut this.counted.as_mut().value })
    }
    // ANCHOR_END: get_mut
}

impl<T> Deref for Arc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.counted().value
    }
}

// ANCHOR: clone
impl<T> Clone for Arc<T> {
    fn clone(&self) -> Self {
        // ORDERING: Relaxed: this reference keeps the value alive meanwhile,
        // and whoever gets the other gets it by something that orders.
        if self.counted().count.fetch_add(1, Relaxed) > LIMIT {
            abort();
        }
        Self { ..*self }
    }
}
// ANCHOR_END: clone

// ANCHOR: drop
impl<T> Drop for Arc<T> {
    fn drop(&mut self) {
        // ORDERING: releases what this thread did with the value, to the
        // fence below on the thread that comes last.
        if self.counted().count.fetch_sub(1, Release) == 1 {
            // ORDERING: acquires what the others' `fetch_sub` released.
            fence(Acquire);
            // SAFETY: nobody else has an `Arc`, and their uses came before.
            drop(unsafe { Box::from_raw(self.counted.as_ptr()) });
        }
    }
}
// ANCHOR_END: drop
