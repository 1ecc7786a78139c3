//! Memory that a model watches.

use crate::cell::UnsafeCell;

/// Memory in the checker's view, which two threads may not use at once. Nothing but what is under test keeps them apart.
#[derive(Debug)]
pub struct Watched(UnsafeCell<u32>);

// SAFETY: whoever made it has promised that its uses are ordered.
unsafe impl Sync for Watched {}

impl Watched {
    /// Memory with a 0 in it.
    ///
    /// # Safety
    /// On real threads each [`set`](Self::set) is ordered with all other uses, which is what a test is about. In a model
    /// nothing is asked for: one that isn't ordered fails the model.
    #[cfg_attr(model, track_caller)]
    pub unsafe fn new() -> Self {
        Self(UnsafeCell::new(0))
    }

    /// Writes a number.
    #[cfg_attr(model, track_caller)]
    pub fn set(&self, number: u32) {
        // SAFETY: `new` was promised that nobody else uses it meanwhile.
        self.0.with_mut(|place| unsafe { *place = number });
    }

    /// Reads the number.
    #[cfg_attr(model, track_caller)]
    pub fn get(&self) -> u32 {
        // SAFETY: `new` was promised that nobody else writes meanwhile.
        self.0.with(|place| unsafe { *place })
    }
}
