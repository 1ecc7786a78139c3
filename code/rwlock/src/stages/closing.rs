//! A count, and a bit that shuts the door. No writer waits for ever on account of readers; but all sleep on one word, so each reader that leaves
//! keeps a writer from sleeping, and all are woken for one.

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::futex;

/// A writer waits: readers that come keep out.
const WRITERS_WAIT: u32 = 1 << 30;
/// A writer is in.
const WRITER: u32 = 1 << 31;

/// A lock on a count of readers and two bits. All that wait sleep on it.
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

    // ANCHOR: read
    /// Waits until no writer is in or waiting, and comes in as a reader.
    ///
    /// # Panics
    /// When the count is full.
    #[inline]
    pub fn read(&self) {
        loop {
            // ORDERING: Relaxed: the exchange decides.
            let state = self.state.load(Relaxed);
            if state >= WRITERS_WAIT {
                futex::wait(&self.state, state);
                continue;
            }
            assert!(state < WRITERS_WAIT - 1, "too many readers");
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
    #[inline]
    pub unsafe fn read_unlock(&self) {
        // ORDERING: releases what was read, to the writer that comes in next.
        if self.state.fetch_sub(1, Release) == WRITERS_WAIT + 1 {
            // A writer, but who knows which of those that sleep is one?
            futex::wake_all(&raw const self.state);
        }
    }
    // ANCHOR_END: read

    // ANCHOR: write
    /// Waits until nobody is in, and comes in as a writer.
    pub fn write(&self) {
        loop {
            // ORDERING: Relaxed: the exchanges decide.
            let state = self.state.load(Relaxed);
            if state & !WRITERS_WAIT == 0 {
                let came_in = self
                    .state
                    // ORDERING: acquires what those that were in have released.
                    .compare_exchange(state, WRITER, Acquire, Relaxed);
                if came_in.is_ok() {
                    return;
                }
                continue;
            }
            let shut = state | WRITERS_WAIT;
            let set = self
                .state
                // ORDERING: Relaxed: it carries nothing but the flag.
                .compare_exchange(state, shut, Relaxed, Relaxed);
            if set.is_ok() {
                futex::wait(&self.state, shut);
            }
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
    // ANCHOR_END: write
}

impl Default for RawRwLock {
    fn default() -> Self {
        Self::new()
    }
}
