//! The versions on the way to [`Mutex`](crate::Mutex), one a file, so that each can be read as a change of the one before.
//!
//! | stage | who has to wait | what is wrong with it |
//! |---|---|---|
//! | [`test_and_set`] | writes to the word until it is free | takes the word away from its holder; burns processor time |
//! | [`test_and_test_and_set`] | looks at the word until it is free | burns processor time |
//! | [`two_states`] | sleeps | the holder can't know whether anybody sleeps, and calls the kernel every time |
//! | [`three_states`] | says so in the word, and sleeps | sleeps where to wait a little would be cheaper |
//! | [`spinning`] | looks for a while, then says so and sleeps | looks too often |
//! | [`backing_off`] | looks ever less often, then says so and sleeps | looks, where it could try |
//!
//! They are locks without a value; [`Guarded`] puts one beside it. None cares for panics or gives out guards.

pub mod backing_off;
pub mod spinning;
pub mod test_and_set;
pub mod test_and_test_and_set;
pub mod three_states;
pub mod two_states;

use platform::cell::UnsafeCell;

// ANCHOR: trait
/// Exclusion, as far as a stage has come.
///
/// # Safety
/// From the return of a `lock` to the next `unlock` no other `lock` returns,
/// and what was done before that `unlock` happens before the next return.
pub unsafe trait RawLock: Send + Sync {
    /// A lock that nobody holds.
    fn new() -> Self;

    /// Waits until nobody holds the lock, and takes it.
    fn lock(&self);

    /// Releases the lock.
    ///
    /// # Safety
    /// The lock is held, and its holder has finished with what it protects.
    unsafe fn unlock(&self);
}
// ANCHOR_END: trait

// ANCHOR: guarded
/// A value beside a lock.
pub struct Guarded<L, T> {
    lock: L,
    value: UnsafeCell<T>,
}

// SAFETY: `RawLock` promises that one thread at a time has `&mut T`, as in `Mutex`.
unsafe impl<L: RawLock, T: Send> Sync for Guarded<L, T> {}

impl<L: RawLock, T> Guarded<L, T> {
    /// A value that nobody uses.
    pub fn new(value: T) -> Self {
        let (lock, value) = (L::new(), UnsafeCell::new(value));
        Self { lock, value }
    }

    /// Calls `f` with the value, under the lock.
    #[inline]
    pub fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        self.lock.lock();
        // SAFETY: the lock is held, and `RawLock` promises that nobody else's `lock` returns meanwhile.
        let result = self.value.with_mut(|value| f(unsafe { &mut *value }));
        // SAFETY: it was taken above, and `f` has returned.
        unsafe { self.lock.unlock() };
        result
    }
}
// ANCHOR_END: guarded

// SAFETY: whoever changes `FREE` to something else holds it until `unlock`, which releases what `lock` acquires.
unsafe impl RawLock for crate::RawMutex {
    fn new() -> Self {
        Self::new()
    }

    #[inline]
    fn lock(&self) {
        self.lock();
    }

    #[inline]
    unsafe fn unlock(&self) {
        // SAFETY: it is held (caller).
        unsafe { self.unlock() };
    }
}
