//! The section *Send and Sync*: a flag, where its first primitive will stand.
//!
//! # Problem
//!
//! One thread has finished something, and another wants to know, together with what was done.
//!
//! # States
//!
//! | `raised` | meaning |
//! |---|---|
//! | `false` | it has not been raised |
//! | `true` | it was raised, and what came before that is visible to whoever saw it |
//!
//! # Not promised
//!
//! When the other thread sees the flag.

use platform::atomic::{AtomicBool, Ordering};

/// A flag that is raised once and stays up.
#[derive(Debug)]
pub struct Flag {
    raised: AtomicBool,
}

impl Flag {
    platform::const_fn! {
        /// A flag that is down.
        pub const fn new() -> Self {
            Self { raised: AtomicBool::new(false) }
        }
    }

    /// Raises the flag, for good.
    #[inline]
    pub fn raise(&self) {
        // ORDERING: Release, for the Acquire in `is_raised`: whoever sees the flag up sees what the
        // raising thread did before.
        self.raised.store(true, Ordering::Release);
    }

    /// Whether it was raised.
    #[inline]
    pub fn is_raised(&self) -> bool {
        // ORDERING: Acquire, for the Release in `raise`.
        self.raised.load(Ordering::Acquire)
    }
}

impl Default for Flag {
    fn default() -> Self {
        Self::new()
    }
}
