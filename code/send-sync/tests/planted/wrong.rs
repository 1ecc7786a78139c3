//! Types that claim too much. Each is sound but for its `unsafe impl`, whose bound is missing or is another than it
//! should be.

use std::marker::PhantomData;
use std::ops::Deref;

use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::sync;
use send_sync::{self as right, Lock, ReentrantLock, ReentrantLockGuard};

use crate::common::Cell;

// ---- Locks ----

// ANCHOR: lock_of_anything
/// A lock that anything can be put into.
pub(crate) struct LockOfAnything<T>(Lock<T>);

// SAFETY: wrong. A value that must stay on its thread can be taken out on
// another.
unsafe impl<T> Sync for LockOfAnything<T> {}
// ANCHOR_END: lock_of_anything

impl<T> LockOfAnything<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Lock::new(value))
    }

    pub(crate) fn lock(&self) -> right::Guard<'_, T> {
        self.0.lock()
    }
}

// SAFETY: wrong. Who owns the lock owns the value, and drops it on their own thread.
unsafe impl<T> Send for LockOfAnything<T> {}

// ANCHOR: lock_of_sync
/// A lock for what is `Sync`.
pub(crate) struct LockOfSync<T>(Lock<T>);

// SAFETY: wrong. `T: Sync` says that many threads may have a `&T`. A lock gives
// out `&mut T`.
unsafe impl<T: Sync> Sync for LockOfSync<T> {}
// ANCHOR_END: lock_of_sync

impl<T> LockOfSync<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Lock::new(value))
    }

    pub(crate) fn lock(&self) -> right::Guard<'_, T> {
        self.0.lock()
    }
}

/// The reading half of a reader-writer lock: any number of readers at once.
pub(crate) struct RwLock<T> {
    readers: AtomicU32,
    value: T,
}

// SAFETY: wrong. `T: Send` is enough where one thread at a time has the value. Here several have a `&T` at once.
unsafe impl<T: Send> Sync for RwLock<T> {}

/// The value of a lock that is held for reading.
pub(crate) struct ReadGuard<'a, T>(&'a RwLock<T>);

impl<T> RwLock<T> {
    pub(crate) fn new(value: T) -> Self {
        Self {
            readers: AtomicU32::new(0),
            value,
        }
    }

    pub(crate) fn read(&self) -> ReadGuard<'_, T> {
        // ORDERING: Relaxed: there are no writers.
        self.readers.fetch_add(1, Relaxed);
        ReadGuard(self)
    }
}

impl<T> Deref for ReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.value
    }
}

impl<T> Drop for ReadGuard<'_, T> {
    fn drop(&mut self) {
        // ORDERING: Relaxed: there are no writers.
        self.0.readers.fetch_sub(1, Relaxed);
    }
}

// ---- Guards ----

// ANCHOR: mapped
/// A guard of a part that looks at the whole.
pub(crate) struct MappedGuard<'a, T, U>(right::MappedGuard<'a, T, U>);

// SAFETY: wrong. It gives out `&U`, and asks nothing of `U`.
unsafe impl<T: Sync, U> Sync for MappedGuard<'_, T, U> {}
// ANCHOR_END: mapped

impl<'a, T, U> MappedGuard<'a, T, U> {
    pub(crate) fn new(guard: right::Guard<'a, T>, part: impl FnOnce(&mut T) -> &mut U) -> Self {
        Self(right::Guard::map(guard, part))
    }
}

impl<T, U> Deref for MappedGuard<'_, T, U> {
    type Target = U;

    fn deref(&self) -> &U {
        &self.0
    }
}

// ANCHOR: sent_guard
/// A reentrant lock's guard that may leave its thread.
pub(crate) struct SentGuard<'a, T>(ReentrantLockGuard<'a, T>);

// SAFETY: wrong. Its thread may have another one, and then two threads are in.
unsafe impl<T: Send> Send for SentGuard<'_, T> {}
// ANCHOR_END: sent_guard

impl<'a, T> SentGuard<'a, T> {
    pub(crate) fn new(lock: &'a ReentrantLock<T>) -> Self {
        Self(lock.lock())
    }
}

impl<T> Deref for SentGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// A reentrant lock's guard that asks for what its lock asks for.
pub(crate) struct SharedGuard<'a, T>(ReentrantLockGuard<'a, T>);

// SAFETY: wrong. The lock may be shared for a `T: Send`. A guard gives out `&T`, on several threads at once.
unsafe impl<T: Send> Sync for SharedGuard<'_, T> {}

impl<'a, T> SharedGuard<'a, T> {
    pub(crate) fn new(lock: &'a ReentrantLock<T>) -> Self {
        Self(lock.lock())
    }
}

impl<T> Deref for SharedGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// A lock's guard that may leave its thread.
pub(crate) struct SentLockGuard<'a, T>(right::Guard<'a, T>);

// SAFETY: with this lock it happens to be true: any thread may release it, and the `T` may be used on any.
unsafe impl<T: Send> Send for SentLockGuard<'_, T> {}

impl<'a, T> SentLockGuard<'a, T> {
    pub(crate) fn new(guard: right::Guard<'a, T>) -> Self {
        Self(guard)
    }

    pub(crate) fn get(&mut self) -> &mut T {
        &mut self.0
    }
}

// ---- Owners ----

/// An `Arc` for what is `Send`.
pub(crate) struct ArcOfSend<T>(sync::Arc<T>);

// SAFETY: wrong. All its clones give out `&T`.
unsafe impl<T: Send> Send for ArcOfSend<T> {}

/// An `Arc` for what is `Sync`.
pub(crate) struct ArcOfSync<T>(sync::Arc<T>);

// SAFETY: wrong. Whichever clone is dropped last drops the `T`, on its own thread.
unsafe impl<T: Sync> Send for ArcOfSync<T> {}

/// An `Arc` that can be shared where its value can.
pub(crate) struct SharedArc<T>(sync::Arc<T>);

// SAFETY: wrong. Who shares it can clone it, and has an `Arc` of their own, which may be the last.
unsafe impl<T: Sync> Sync for SharedArc<T> {}

macro_rules! arc {
    ($name:ident) => {
        impl<T> $name<T> {
            pub(crate) fn new(value: T) -> Self {
                Self(sync::Arc::new(value))
            }
        }

        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                Self(sync::Arc::clone(&self.0))
            }
        }

        impl<T> Deref for $name<T> {
            type Target = T;

            fn deref(&self) -> &T {
                &self.0
            }
        }
    };
}

arc!(ArcOfSend);
arc!(ArcOfSync);
arc!(SharedArc);

// ANCHOR: owner
/// A box, on a raw pointer.
pub(crate) struct Owner<T> {
    value: *mut T,
}

// SAFETY: wrong. The pointer is `Owner`'s alone; what is behind it may not be.
unsafe impl<T> Send for Owner<T> {}
// ANCHOR_END: owner

// SAFETY: wrong. Who shares an `Owner` has a `&T`, and that asks for `T: Sync`.
unsafe impl<T: Send> Sync for Owner<T> {}

impl<T> Owner<T> {
    pub(crate) fn new(value: T) -> Self {
        Self {
            value: Box::into_raw(Box::new(value)),
        }
    }
}

impl<T> Deref for Owner<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: it came from a box, which nobody else has.
        unsafe { &*self.value }
    }
}

impl<T> Drop for Owner<T> {
    fn drop(&mut self) {
        // SAFETY: it came from a box, which nobody else has.
        drop(unsafe { Box::from_raw(self.value) });
    }
}

/// An iterator over a slice, on raw pointers.
pub(crate) struct Iter<'a, T> {
    next: *const T,
    left: usize,
    _borrows: PhantomData<&'a T>,
}

// SAFETY: wrong. It is as good as a `&T`, and that is `Send` where `T` is `Sync`.
unsafe impl<T: Send> Send for Iter<'_, T> {}

impl<'a, T> Iter<'a, T> {
    pub(crate) fn new(slice: &'a [T]) -> Self {
        Self {
            next: slice.as_ptr(),
            left: slice.len(),
            _borrows: PhantomData,
        }
    }
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        self.left = self.left.checked_sub(1)?;
        let item = self.next;
        // SAFETY: there was at least one left, so this is at most the end of the slice.
        self.next = unsafe { item.add(1) };
        // SAFETY: it is in the slice, which is borrowed.
        Some(unsafe { &*item })
    }
}

// ---- What hands values over ----

/// A channel with room for one.
pub(crate) fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let slot = sync::Arc::new(Lock::new(None));
    let sender = Sender(sync::Arc::clone(&slot));
    let receiver = Receiver {
        slot,
        received: Cell::new(0),
    };
    (sender, receiver)
}

/// Sends whatever it is given.
pub(crate) struct Sender<T>(sync::Arc<Lock<Option<T>>>);

// SAFETY: wrong. It is a way for a `T` to get to another thread.
unsafe impl<T> Send for Sender<T> {}

impl<T> Sender<T> {
    pub(crate) fn send(&self, value: T) {
        *self.0.lock() = Some(value);
    }
}

/// Counts what it has received, as one that is alone can.
pub(crate) struct Receiver<T> {
    slot: sync::Arc<Lock<Option<T>>>,
    received: Cell,
}

// SAFETY: wrong. The count is for one thread.
unsafe impl<T: Send> Sync for Receiver<T> {}

impl<T> Receiver<T> {
    pub(crate) fn try_recv(&self) -> Option<T> {
        self.received.set(self.received.get() + 1);
        self.slot.lock().take()
    }
}

/// A slot that is filled once, through a shared reference.
pub(crate) struct OnceLock<T>(Lock<Option<T>>);

// SAFETY: wrong. A thread that shares it can put a `T` in, which its owner then drops.
unsafe impl<T: Sync> Sync for OnceLock<T> {}
// SAFETY: wrong. With it goes the `T`, to be dropped there.
unsafe impl<T: Sync> Send for OnceLock<T> {}

impl<T> OnceLock<T> {
    pub(crate) fn new() -> Self {
        Self(Lock::new(None))
    }

    pub(crate) fn set(&self, value: T) {
        let mut slot = self.0.lock();
        assert!(slot.is_none(), "it is filled once");
        *slot = Some(value);
    }
}
