//! # First one in
//!
//! A setting that is made when somebody first needs it: `get_or_make` calls `make` if there is no value yet, and returns the value.
//! Whatever threads come at once, one of them makes it, and all return the same; whoever comes while it is being made sleeps until
//! it is there. (`make` doesn't panic, and doesn't ask for the setting.) Write `get_or_make`, with its `SAFETY` comments.

use platform::atomic::AtomicU32;
use platform::cell::UnsafeCell;

/// Nobody has asked yet. Somebody makes the value. It is there.
const STATES: [u32; 3] = [0, 1, 2];

/// A value that is made once.
pub struct Setting {
    state: AtomicU32,
    value: UnsafeCell<u32>,
}

// SAFETY: the value is written by one thread, before the state says that it is
// there, and read only after that.
unsafe impl Sync for Setting {}

impl Setting {
    /// A setting that nobody has asked for.
    pub fn new() -> Self {
        Self {
            state: AtomicU32::new(STATES[0]),
            value: UnsafeCell::new(0),
        }
    }

    /// The value, which is made now if there is none.
    pub fn get_or_make(&self, make: impl FnOnce() -> u32) -> u32 {
        let _ = (&self.state, &self.value, make);
        todo!("be the first, or wait for it")
    }
}
