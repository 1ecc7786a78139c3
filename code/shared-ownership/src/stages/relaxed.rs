//! Stage 1, **wrong on purpose**: one counter, whose operations order nothing else, and which may overflow.
//!
//! Who drops the last `Arc` drops the value, while the others' uses of it may not be over for it.

use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::atomic::Ordering::Relaxed;

use platform::atomic::AtomicUsize;

// ANCHOR: arc
struct Counted<T> {
    value: T,
    count: AtomicUsize,
}

/// A value that is dropped with its last `Arc`.
pub struct Arc<T> {
    counted: NonNull<Counted<T>>,
}

// SAFETY: threads share the value (`T: Sync`), and any of them may drop it
// (`T: Send`). That they have finished with it by then is what fails here.
unsafe impl<T: Send + Sync> Send for Arc<T> {}
// SAFETY: who has a `&Arc<T>` can clone it: the same.
unsafe impl<T: Send + Sync> Sync for Arc<T> {}
// ANCHOR_END: arc

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
        // ORDERING: Relaxed: this reference keeps the value alive meanwhile.
        // AUDIT: not modelled: the stage is wrong; tests/planted.rs runs it.
        self.counted().count.fetch_add(1, Relaxed);
        Self { ..*self }
    }
}
// ANCHOR_END: clone

// ANCHOR: drop
impl<T> Drop for Arc<T> {
    fn drop(&mut self) {
        // ORDERING: wrong: nothing that this thread did with the value comes
        // before the last one's dropping it.
        if self.counted().count.fetch_sub(1, Relaxed) == 1 {
            // SAFETY: none: another thread's uses of it may not be over.
            drop(unsafe { Box::from_raw(self.counted.as_ptr()) });
        }
    }
}
// ANCHOR_END: drop
