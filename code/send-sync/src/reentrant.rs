//! A lock that lets the thread which holds it in again.
//!
//! # Invariants
//!
//! 1. `owner` is a thread's number only while that thread holds `raw`. Each thread stores and removes no number but
//!    its own, so whoever reads its own number holds the lock.
//! 2. `depth` is how many guards there are. Only the thread that holds `raw` uses it.
//! 3. A thread can have several guards at once. So a guard gives out `&T`, never `&mut T`.
//!
//! # Memory orderings
//!
//! `raw` orders what the holders do, one after the other. `owner` orders nothing: a thread compares it with its own number, and
//! what it has stored itself it reads again.

use std::marker::PhantomData;
use std::ops::Deref;

use platform::atomic::{AtomicUsize, Ordering::Relaxed};
use platform::cell::UnsafeCell;
use platform::thread;

use crate::raw::RawLock;

/// No thread has this number.
const NOBODY: usize = 0;

/// A value that one thread at a time can use, as often as it likes.
pub struct ReentrantLock<T: ?Sized> {
    raw: RawLock,
    /// The number of the thread that holds `raw`.
    owner: AtomicUsize,
    /// How many guards that thread has.
    depth: UnsafeCell<u32>,
    value: T,
}

// SAFETY: who owns the lock can take the `T` out of it, on whatever thread.
unsafe impl<T: ?Sized + Send> Send for ReentrantLock<T> {}
// SAFETY: who shares the lock can use the `T` one thread after the other, as if
// it were sent from each to the next. Guards stay on their thread, so a `T` that
// isn't `Sync` is never used by two at once.
unsafe impl<T: ?Sized + Send> Sync for ReentrantLock<T> {}

impl<T> ReentrantLock<T> {
    platform::const_fn! {
        /// A lock that nobody holds, with `value` in it.
        pub const fn new(value: T) -> Self {
            Self {
                raw: RawLock::new(),
                owner: AtomicUsize::new(NOBODY),
                depth: UnsafeCell::new(0),
                value,
            }
        }
    }

    /// The value. No guard is left, or the lock could not be moved.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T: ?Sized> ReentrantLock<T> {
    // ANCHOR: lock
    /// Waits until no other thread holds the lock, and takes it, or takes it
    /// once more. It is released when the last of the guards is dropped.
    ///
    /// # Panics
    /// When the thread has 2³² − 1 guards already.
    pub fn lock(&self) -> ReentrantLockGuard<'_, T> {
        let me = thread::id();
        // ORDERING: Relaxed: only this thread stores `me`, and it sees its own
        // stores.
        if self.owner.load(Relaxed) != me {
            self.raw.lock();
            // ORDERING: Relaxed: only this thread will find `me`.
            self.owner.store(me, Relaxed);
        }
        self.depth.with_mut(|depth| {
            // SAFETY: this thread holds the lock (1, 2).
            let depth = unsafe { &mut *depth };
            *depth = depth.checked_add(1).expect("locked too often");
        });
        ReentrantLockGuard {
            lock: self,
            _stays_here: PhantomData,
        }
    }
    // ANCHOR_END: lock

    /// The value, without locking: nobody else has the lock, or it could not be borrowed exclusively.
    pub fn get_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

// ANCHOR: guard
/// The value of a lock that is held. When the last one is dropped, the lock is
/// released.
#[must_use = "the lock is released at once if the guard isn't kept"]
pub struct ReentrantLockGuard<'a, T: ?Sized> {
    lock: &'a ReentrantLock<T>,
    /// Takes away both auto traits.
    _stays_here: PhantomData<*const ()>,
}

// SAFETY: who shares the guard gets `&T` on several threads at once, so `T` has
// to be `Sync`. `depth` is used by `lock` and by `drop`, and a shared guard
// reaches neither.
unsafe impl<T: ?Sized + Sync> Sync for ReentrantLockGuard<'_, T> {}
// ANCHOR_END: guard

impl<T: ?Sized> Deref for ReentrantLockGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.lock.value
    }
}

// ANCHOR: drop
impl<T: ?Sized> Drop for ReentrantLockGuard<'_, T> {
    fn drop(&mut self) {
        let is_last = self.lock.depth.with_mut(|depth| {
            // SAFETY: this thread holds the lock (2): a guard stays on its
            // thread.
            let depth = unsafe { &mut *depth };
            *depth -= 1;
            *depth == 0
        });
        if is_last {
            // ORDERING: Relaxed: whoever reads it finds that it isn't the owner,
            // and that was so before.
            self.lock.owner.store(NOBODY, Relaxed);
            // SAFETY: `lock` took it, and no guard is left.
            unsafe { self.lock.raw.unlock() };
        }
    }
}
// ANCHOR_END: drop

#[cfg(all(test, not(model)))]
mod tests {
    use super::ReentrantLock;

    #[test]
    #[should_panic(expected = "locked too often")]
    fn the_count_of_guards_does_not_wrap() {
        let lock = ReentrantLock::new(());
        let _first = lock.lock();
        // SAFETY: this thread holds the lock. No test could drop so many guards.
        lock.depth.with_mut(|depth| unsafe { *depth = u32::MAX });
        let _one_more = lock.lock();
    }
}
