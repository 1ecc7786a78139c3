//! The first repair: an addition that is one step.

use std::sync::atomic::Ordering::Relaxed;

use platform::atomic::AtomicU32;

// ANCHOR: counter
/// Counts. Every addition is counted, and nothing else is ordered by it.
#[derive(Debug)]
pub struct Counter {
    count: AtomicU32,
}
// ANCHOR_END: counter

impl Counter {
    platform::const_fn! {
        /// A counter at 0.
        pub const fn new() -> Self {
            Self { count: AtomicU32::new(0) }
        }
    }

    // ANCHOR: add
    /// Adds 1.
    #[inline]
    pub fn add(&self) {
        // ORDERING: Relaxed: it is one step in any ordering, and publishes
        // nothing but itself.
        self.count.fetch_add(1, Relaxed);
    }
    // ANCHOR_END: add

    /// The count: all additions that happen before this call, and perhaps others.
    #[inline]
    pub fn get(&self) -> u32 {
        // ORDERING: Relaxed, as in `add`.
        self.count.load(Relaxed)
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}
