//! Fails because `T: Send` is the lock's bound. With a `u8` the two are the same.
//! Caught by: `it_is_shared_where_its_value_may_be`: "a guard of a guard".

use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Release},
};
use platform::cell::UnsafeCell;
use platform::futex;

/// A value that one thread at a time can use.
pub struct Lock<T> {
    is_held: AtomicU32,
    value: UnsafeCell<T>,
}

// SAFETY: who shares the lock can use the `T`, one thread after the other.
unsafe impl<T: Send> Sync for Lock<T> {}

impl<T> Lock<T> {
    /// A lock that nobody holds.
    pub fn new(value: T) -> Self {
        Self {
            is_held: AtomicU32::new(0),
            value: UnsafeCell::new(value),
        }
    }

    /// Waits until nobody holds the lock, and takes it.
    pub fn lock(&self) -> Guard<'_, T> {
        // ORDERING: acquires what the last holder released.
        while self.is_held.swap(1, Acquire) == 1 {
            futex::wait(&self.is_held, 1);
        }
        Guard {
            lock: self,
            _by_itself: PhantomData,
        }
    }
}

/// The value of a lock that is held.
pub struct Guard<'a, T> {
    lock: &'a Lock<T>,
    /// Takes away what the reference has.
    _by_itself: PhantomData<*const ()>,
}

// SAFETY: wrong: who shares the guard gets `&T`.
unsafe impl<T: Send> Sync for Guard<'_, T> {}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the lock is held, and nobody writes through a shared guard.
        self.lock.value.with(|value| unsafe { &*value })
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the lock is held, and the guard is borrowed exclusively.
        self.lock.value.with_mut(|value| unsafe { &mut *value })
    }
}

impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        // ORDERING: releases what was done while the lock was held.
        self.lock.is_held.swap(0, Release);
        futex::wake_one(&raw const self.lock.is_held);
    }
}
