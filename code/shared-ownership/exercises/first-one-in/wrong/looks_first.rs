//! Fails because it looks first and says so later: both may find that nobody has asked.
//! Caught by: `it_is_made_once`: "Causality violation".

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::cell::UnsafeCell;
use platform::futex;

/// Nobody has asked yet.
const EMPTY: u32 = 0;
/// Somebody makes the value.
const MAKING: u32 = 1;
/// The value is there.
const READY: u32 = 2;

/// A value that is made once.
pub struct Setting {
    state: AtomicU32,
    value: UnsafeCell<u32>,
}

// SAFETY: the value is written by one thread, before the state says that it is
// there, and read only after that.
unsafe impl Sync for Setting {}

impl Setting {
    /// A setting that nobody has asked for.
    pub fn new() -> Self {
        Self {
            state: AtomicU32::new(EMPTY),
            value: UnsafeCell::new(0),
        }
    }

    /// The value, which is made now if there is none.
    pub fn get_or_make(&self, make: impl FnOnce() -> u32) -> u32 {
        // ORDERING: Relaxed, the winner reads nothing that another wrote.
        if self.state.load(Relaxed) == EMPTY {
            // ORDERING: Relaxed, it publishes nothing yet.
            self.state.store(MAKING, Relaxed);
            let result = make();
            // SAFETY: the one that took the state from EMPTY writes, and nobody
            // reads before it is READY.
            self.value.with_mut(|value| unsafe { *value = result });
            // ORDERING: Release hands the value to the load below.
            self.state.store(READY, Release);
            futex::wake_all(&raw const self.state);
            return result;
        }
        // ORDERING: Acquire receives the value that the store above released.
        while self.state.load(Acquire) != READY {
            futex::wait(&self.state, MAKING);
        }
        // SAFETY: the state is READY, and nobody writes after that.
        self.value.with(|value| unsafe { *value })
    }
}
