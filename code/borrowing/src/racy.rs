//! A counter that is **wrong on purpose**: it says that threads may share it, and does nothing to keep them apart.

use platform::cell::UnsafeCell;

// ANCHOR: counter
/// Counts, unsoundly: two threads that add at once commit a data race.
#[derive(Debug)]
pub struct Counter {
    count: UnsafeCell<u32>,
}

// SAFETY: none. This is a false promise: nothing keeps two threads apart.
unsafe impl Sync for Counter {}
// ANCHOR_END: counter

impl Counter {
    platform::const_fn! {
        /// A counter at 0.
        pub const fn new() -> Self {
            Self { count: UnsafeCell::new(0) }
        }
    }

    // ANCHOR: add
    /// Adds 1.
    pub fn add(&self) {
        // SAFETY: none, see above: another thread may be in here, too.
        let count = self.count.with(|place| unsafe { *place }) + 1;
        // SAFETY: none, as above.
        self.count.with_mut(|place| unsafe { *place = count });
    }
    // ANCHOR_END: add

    /// The count.
    pub fn get(&self) -> u32 {
        // SAFETY: none, see above: another thread may be adding.
        self.count.with(|count| unsafe { *count })
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}
