//! Fails because only the writers keep out of each other's way: who asks reads what one of them may be writing.
//! Caught by: `one_may_ask_while_another_tells`: "Causality violation".

use borrowing::mutex::Lock;
use platform::cell::UnsafeCell;

/// A cell with a lock beside it, for writers.
#[derive(Debug)]
pub struct Highest {
    writers: Lock<()>,
    tide: UnsafeCell<u32>,
}

// SAFETY: none for who reads.
unsafe impl Sync for Highest {}

impl Highest {
    pub fn new() -> Self {
        Self {
            writers: Lock::new(()),
            tide: UnsafeCell::new(0),
        }
    }

    pub fn tell(&self, tide: u32) {
        self.writers.with(|()| {
            self.tide.with_mut(|place| {
                // SAFETY: the lock keeps other writers out, and nobody else.
                let highest = unsafe { &mut *place };
                *highest = tide.max(*highest);
            });
        });
    }

    pub fn get(&self) -> u32 {
        // SAFETY: none.
        self.tide.with(|highest| unsafe { *highest })
    }
}
