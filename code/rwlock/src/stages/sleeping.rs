//! A count to sleep on. Who waits sleeps; a writer may still wait for ever, and meanwhile is kept from sleeping by each reader that comes or goes.

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::futex;

/// A writer is in, and no number of readers.
const WRITER: u32 = u32::MAX;

/// A lock on a count: of the readers that are in, or `WRITER`. All that wait sleep on it.
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

    // ANCHOR: lock
    /// Waits until no writer is in, and comes in as a reader.
    ///
    /// # Panics
    /// When the count is full.
    pub fn read(&self) {
        loop {
            // ORDERING: Relaxed: the exchange decides.
            let state = self.state.load(Relaxed);
            if state == WRITER {
                futex::wait(&self.state, WRITER);
                continue;
            }
            assert!(state < WRITER - 1, "too many readers");
            // ORDERING: acquires what the last writer released.
            let came_in = self
                .state
                .compare_exchange_weak(state, state + 1, Acquire, Relaxed);
            if came_in.is_ok() {
                return;
            }
        }
    }

    /// Leaves as a reader.
    ///
    /// # Safety
    /// The caller is in as a reader, and has finished with what is protected.
    pub unsafe fn read_unlock(&self) {
        // ORDERING: releases what was read, to the writer that comes in next.
        if self.state.fetch_sub(1, Release) == 1 {
            // A writer. If it is a reader that has slept until now, the writer
            // that it slept for is about to wake all.
            futex::wake_one(&raw const self.state);
        }
    }

    /// Waits until nobody is in, and comes in as a writer.
    pub fn write(&self) {
        while let Err(state) = self
            .state
            // ORDERING: acquires what those that were in have released.
            .compare_exchange(0, WRITER, Acquire, Relaxed)
        {
            futex::wait(&self.state, state);
        }
    }

    /// Leaves as a writer.
    ///
    /// # Safety
    /// The caller is in as a writer, and has finished with what is protected.
    pub unsafe fn write_unlock(&self) {
        // ORDERING: releases what was written, to whoever comes in next.
        self.state.swap(0, Release);
        futex::wake_all(&raw const self.state);
    }
    // ANCHOR_END: lock
}

impl Default for RawRwLock {
    fn default() -> Self {
        Self::new()
    }
}
