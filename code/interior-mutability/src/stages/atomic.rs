//! A `RefCell` for several threads: its count is atomic.
//!
//! # Strategy
//!
//! To look at the count and to change it is one step. Whoever comes second is refused, and doesn't wait: a lock that
//! only tries.
//!
//! # States
//!
//! | count | who may use the value |
//! |---|---|
//! | 0 | nobody |
//! | n < `EXCLUSIVE` | n [`Ref`]s share it |
//! | `EXCLUSIVE` | a [`RefMut`] has it alone |
//!
//! # Memory orderings
//!
//! What was done under a guard must happen before what is done under a guard that excludes it. So dropping a guard
//! releases, and making one acquires. Between two `Ref`s no order is needed.

use std::ops::{Deref, DerefMut};

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::cell::{ConstPtr, MutPtr, UnsafeCell};

/// The count while there is a [`RefMut`].
const EXCLUSIVE: u32 = u32::MAX;

/// A value that threads borrow, under rules that are checked as the program runs.
#[derive(Debug)]
pub struct AtomicRefCell<T: ?Sized> {
    count: AtomicU32,
    value: UnsafeCell<T>,
}

// ANCHOR: sync
// SAFETY: the count keeps threads apart. `T: Sync`, because two threads may
// hold a `Ref` each. `T: Send`, because a `RefMut` can move the value out on
// another thread.
unsafe impl<T: ?Sized + Send + Sync> Sync for AtomicRefCell<T> {}
// ANCHOR_END: sync

impl<T> AtomicRefCell<T> {
    platform::const_fn! {
        /// A cell that holds `value`, and has lent nothing.
        pub const fn new(value: T) -> Self {
            Self { count: AtomicU32::new(0), value: UnsafeCell::new(value) }
        }
    }
}

impl<T: ?Sized> AtomicRefCell<T> {
    /// Borrows the value, shared, unless it is borrowed exclusively.
    pub fn try_borrow(&self) -> Option<Ref<'_, T>> {
        // ORDERING: Relaxed: a guess, which the exchange checks.
        let mut count = self.count.load(Relaxed);
        loop {
            // A count that is full is refused as well.
            if count >= EXCLUSIVE - 1 {
                return None;
            }
            // ORDERING: Acquire, for the store in `Exclusive`: what was written is seen.
            match self
                .count
                .compare_exchange_weak(count, count + 1, Acquire, Relaxed)
            {
                Ok(_) => break,
                Err(newer) => count = newer,
            }
        }
        Some(Ref {
            value: self.value.get(),
            _counted: Shared(&self.count),
        })
    }

    // ANCHOR: try_borrow_mut
    /// Borrows the value, exclusively, unless it is borrowed.
    pub fn try_borrow_mut(&self) -> Option<RefMut<'_, T>> {
        // ORDERING: Acquire, for both drops: what the last guards did is
        // over.
        self.count
            .compare_exchange(0, EXCLUSIVE, Acquire, Relaxed)
            .ok()?;
        Some(RefMut {
            value: self.value.get_mut(),
            _counted: Exclusive(&self.count),
        })
    }
    // ANCHOR_END: try_borrow_mut
}

/// A shared borrow, until it is dropped. Its pointer keeps it from being `Send` or `Sync`.
#[derive(Debug)]
pub struct Ref<'b, T: ?Sized> {
    // Dropped first: to a model this is the end of the access, and then the count may change.
    value: ConstPtr<T>,
    _counted: Shared<'b>,
}

impl<T: ?Sized> Deref for Ref<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: nobody writes while `self` is counted.
        unsafe { self.value.deref() }
    }
}

/// Stands for one shared borrow in the count.
#[derive(Debug)]
struct Shared<'b>(&'b AtomicU32);

impl Drop for Shared<'_> {
    fn drop(&mut self) {
        // ORDERING: Release, for the exchange in `try_borrow_mut`: the reading is over.
        self.0.fetch_sub(1, Release);
    }
}

/// An exclusive borrow, until it is dropped. Its pointer keeps it from being `Send` or `Sync`.
#[derive(Debug)]
pub struct RefMut<'b, T: ?Sized> {
    // Dropped first, as above.
    value: MutPtr<T>,
    _counted: Exclusive<'b>,
}

impl<T: ?Sized> Deref for RefMut<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: nobody else has the value, and while `self` is borrowed shared it is only read. Not
        // `MutPtr::deref`: that makes an exclusive reference, and there may be another of these already.
        self.value.with(|value| unsafe { &*value })
    }
}

impl<T: ?Sized> DerefMut for RefMut<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: `self` has the value alone, and is itself borrowed exclusively.
        unsafe { self.value.deref() }
    }
}

/// Stands for the exclusive borrow in the count.
#[derive(Debug)]
struct Exclusive<'b>(&'b AtomicU32);

impl Drop for Exclusive<'_> {
    fn drop(&mut self) {
        // ORDERING: Release, for both exchanges: what was written is seen by the next.
        self.0.store(0, Release);
    }
}
