//! # Make the promise true
//!
//! `Highest` remembers the highest tide that any thread has told it. It promises to be `Sync`, and nothing keeps two threads
//! from writing at once. Make the promise true, so that the `unsafe impl` can go.

use platform::cell::UnsafeCell;

/// The highest of all that it was told.
#[derive(Debug)]
pub struct Highest {
    // Change this as you like.
    tide: UnsafeCell<u32>,
}

// SAFETY: none. Make this line unnecessary.
unsafe impl Sync for Highest {}

impl Highest {
    /// Begins at 0.
    pub fn new() -> Self {
        todo!("hold 0 in something that threads may share")
    }

    /// Remembers `tide`, if it is higher than what there is.
    pub fn tell(&self, tide: u32) {
        self.tide.with_mut(|place| {
            // SAFETY: none: another thread may be in here.
            let highest = unsafe { &mut *place };
            if *highest < tide {
                *highest = tide;
            }
        });
    }

    /// The highest so far.
    pub fn get(&self) -> u32 {
        // SAFETY: none: another thread may be writing.
        self.tide.with(|highest| unsafe { *highest })
    }
}
