//! A count. It keeps readers and writers apart; who waits uses up the processor, and a writer may wait for ever.

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::hint;

// ANCHOR: lock
/// A writer is in, and no number of readers.
const WRITER: u32 = u32::MAX;

/// A lock on a count: of the readers that are in, or `WRITER`.
pub struct RawRwLock {
    state: AtomicU32,
}

impl RawRwLock {
    platform::const_fn! {
        /// A lock with nobody in.
        pub const fn new() -> Self {
            Self { state: AtomicU32::new(0) }
        }
    }

    /// Waits until no writer is in, and comes in as a reader.
    pub fn read(&self) {
        loop {
            // ORDERING: Relaxed: the exchange decides.
            let state = self.state.load(Relaxed);
            if state < WRITER - 1 {
                // ORDERING: acquires what the last writer released.
                let came_in = self
                    .state
                    .compare_exchange_weak(state, state + 1, Acquire, Relaxed);
                if came_in.is_ok() {
                    return;
                }
            }
            hint::spin_loop();
        }
    }

    /// Leaves as a reader.
    ///
    /// # Safety
    /// The caller is in as a reader, and has finished with what is protected.
    pub unsafe fn read_unlock(&self) {
        // ORDERING: releases what was read, to the writer that comes in next.
        self.state.fetch_sub(1, Release);
    }

    /// Waits until nobody is in, and comes in as a writer.
    pub fn write(&self) {
        // ORDERING: acquires what those that were in have released.
        while self
            .state
            .compare_exchange(0, WRITER, Acquire, Relaxed)
            .is_err()
        {
            hint::spin_loop();
        }
    }

    /// Leaves as a writer.
    ///
    /// # Safety
    /// The caller is in as a writer, and has finished with what is protected.
    pub unsafe fn write_unlock(&self) {
        // ORDERING: releases what was written, to whoever comes in next.
        self.state.swap(0, Release);
    }
}
// ANCHOR_END: lock

impl Default for RawRwLock {
    fn default() -> Self {
        Self::new()
    }
}
