//! Stage 3: `Weak`, in the plain way. A counter for the value and one for the memory; an `Arc` is a `Weak`
//! that counts on the value as well.
//!
//! It is right, and every `Arc` pays for `Weak`: cloning and dropping one changes both counters.

use std::ops::Deref;
use std::process::abort;
use std::ptr::NonNull;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use platform::atomic::{AtomicUsize, fence};
use platform::cell::UnsafeCell;

/// Between here and an overflow there would have to be as many threads.
const LIMIT: usize = isize::MAX as usize;

// ANCHOR: types
struct Counted<T> {
    /// How many `Arc`s there are. They keep the value.
    strong: AtomicUsize,
    /// How many `Arc`s and `Weak`s there are. They keep the memory.
    all: AtomicUsize,
    /// Taken out by the last `Arc`.
    value: UnsafeCell<Option<T>>,
}

/// A value that is dropped with its last `Arc`.
pub struct Arc<T> {
    weak: Weak<T>,
}

/// A reference to an `Arc`'s memory, that doesn't keep the value.
pub struct Weak<T> {
    counted: NonNull<Counted<T>>,
}
// ANCHOR_END: types

// SAFETY: threads share the value (`T: Sync`), and any of them may drop it
// (`T: Send`), after the others have finished with it. An `Arc` is the same.
unsafe impl<T: Send + Sync> Send for Weak<T> {}
// SAFETY: who has a `&Weak<T>` can clone it: the same.
unsafe impl<T: Send + Sync> Sync for Weak<T> {}

impl<T> Arc<T> {
    /// Moves a value to where it can be shared.
    pub fn new(value: T) -> Self {
        let counted = Box::leak(Box::new(Counted {
            strong: AtomicUsize::new(1),
            all: AtomicUsize::new(1),
            value: UnsafeCell::new(Some(value)),
        }));
        let counted = NonNull::from(counted);
        Self {
            weak: Weak { counted },
        }
    }

    /// A `Weak` of the same value.
    pub fn downgrade(this: &Self) -> Weak<T> {
        this.weak.clone()
    }

    // ANCHOR: get_mut
    /// The value, to be changed, if there is neither another `Arc` nor a
    /// `Weak`.
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        let counted = this.weak.counted();
        // ORDERING: acquires what the others' last `fetch_sub`, which is that
        // of `all`, released. 1: only this is left, and it is borrowed.
        if counted.all.load(Acquire) != 1 {
            return None;
        }
        // SAFETY: nobody else has the value, and nobody can get it.
        let value = counted.value.with_mut(|value| unsafe { &mut *value });
        value.as_mut()
    }
    // ANCHOR_END: get_mut
}

impl<T> Weak<T> {
    fn counted(&self) -> &Counted<T> {
        // SAFETY: it is there as long as an `Arc` or a `Weak` is.
        unsafe { self.counted.as_ref() }
    }

    // ANCHOR: upgrade
    /// An `Arc` of the value, if there still is one.
    pub fn upgrade(&self) -> Option<Arc<T>> {
        let one_more = |count| match count {
            0 => None,
            1..=LIMIT => Some(count + 1),
            _ => abort(),
        };
        let strong = &self.counted().strong;
        // ORDERING: Relaxed: the value was there before this `Weak` was.
        strong.fetch_update(Relaxed, Relaxed, one_more).ok()?;
        Some(Arc { weak: self.clone() })
    }
    // ANCHOR_END: upgrade
}

impl<T> Deref for Arc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: there is an `Arc`, so nobody takes the value.
        let value = self.weak.counted().value.with(|value| unsafe { &*value });
        value.as_ref().expect("an `Arc` keeps the value")
    }
}

// ANCHOR: clone
impl<T> Clone for Weak<T> {
    fn clone(&self) -> Self {
        // ORDERING: Relaxed: this reference keeps the memory meanwhile.
        if self.counted().all.fetch_add(1, Relaxed) > LIMIT {
            abort();
        }
        Self { ..*self }
    }
}

impl<T> Clone for Arc<T> {
    fn clone(&self) -> Self {
        let weak = self.weak.clone();
        // ORDERING: Relaxed: this reference keeps the value meanwhile.
        if weak.counted().strong.fetch_add(1, Relaxed) > LIMIT {
            abort();
        }
        Self { weak }
    }
}
// ANCHOR_END: clone

// ANCHOR: drop
impl<T> Drop for Arc<T> {
    fn drop(&mut self) {
        let counted = self.weak.counted();
        // ORDERING: releases what this thread did with the value, to the
        // fence below on the thread that comes last.
        if counted.strong.fetch_sub(1, Release) == 1 {
            // ORDERING: acquires what the others' `fetch_sub` released.
            fence(Acquire);
            // SAFETY: nobody has an `Arc`, and nobody can get one any more.
            let value = counted.value.with_mut(|value| unsafe { &mut *value });
            drop(value.take());
        }
        // `weak` is dropped next, and may free the memory.
    }
}

impl<T> Drop for Weak<T> {
    fn drop(&mut self) {
        // ORDERING: releases what this thread did with the counters and the
        // value, to the fence below and to `get_mut`.
        if self.counted().all.fetch_sub(1, Release) == 1 {
            // ORDERING: acquires what the others' `fetch_sub` released.
            fence(Acquire);
            // SAFETY: nobody has a reference of either kind.
            drop(unsafe { Box::from_raw(self.counted.as_ptr()) });
        }
    }
}
// ANCHOR_END: drop
