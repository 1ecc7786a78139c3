//! Fails because the promise is as false as it was.
//! Caught by: `two_threads_may_tell_it`: "Causality violation".

use platform::cell::UnsafeCell;

/// A cell that threads share on somebody's word.
#[derive(Debug)]
pub struct Highest(UnsafeCell<u32>);

// SAFETY: none.
unsafe impl Sync for Highest {}

impl Highest {
    pub fn new() -> Self {
        Self(UnsafeCell::new(0))
    }

    pub fn tell(&self, tide: u32) {
        self.0.with_mut(|place| {
            // SAFETY: none.
            let highest = unsafe { &mut *place };
            *highest = tide.max(*highest);
        });
    }

    pub fn get(&self) -> u32 {
        // SAFETY: none.
        self.0.with(|highest| unsafe { *highest })
    }
}
