use std::sync::atomic::Ordering::Relaxed;

use platform::atomic::AtomicU32;

/// The highest of all that it was told.
#[derive(Debug)]
pub struct Highest {
    tide: AtomicU32,
}

impl Highest {
    /// Begins at 0.
    pub fn new() -> Self {
        Self {
            tide: AtomicU32::new(0),
        }
    }

    /// Remembers `tide`, if it is higher than what there is.
    pub fn tell(&self, tide: u32) {
        // ORDERING: Relaxed: the number publishes nothing but itself.
        self.tide.fetch_max(tide, Relaxed);
    }

    /// The highest so far.
    pub fn get(&self) -> u32 {
        // ORDERING: as in `tell`.
        self.tide.load(Relaxed)
    }
}
