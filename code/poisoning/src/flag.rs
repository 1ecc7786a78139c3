//! Whether a thread has panicked while it held a lock.

use platform::atomic::{AtomicBool, Ordering::Relaxed};
use platform::thread;

// ANCHOR: flag
/// Set when a thread unwinds out of a critical section that it entered without
/// unwinding.
///
/// Every access is Relaxed: the lock orders those that are made under it, and
/// who asks without the lock learns about some moment in the past anyway. Where
/// a panic aborts nobody ever unwinds, and it is never set.
#[derive(Debug)]
pub struct Flag {
    poisoned: AtomicBool,
}

/// What a critical section has to remember of how it was entered.
#[derive(Debug, Clone)]
pub struct Entry {
    panicking: bool,
}
// ANCHOR_END: flag

impl Flag {
    platform::const_fn! {
        /// A flag of a lock that isn't poisoned.
        pub const fn new() -> Self {
            Self { poisoned: AtomicBool::new(false) }
        }
    }

    // ANCHOR: enter
    /// Notes how the calling thread enters, when it has taken the lock.
    #[inline]
    pub fn enter(&self) -> Entry {
        Entry {
            panicking: thread::panicking(),
        }
    }

    /// Sets the flag if the calling thread unwinds, and didn't when it entered.
    /// To be called before the lock is released.
    #[inline]
    pub fn leave(&self, entry: &Entry) {
        if !entry.panicking && thread::panicking() {
            // ORDERING: Relaxed: the lock is held; its release publishes it.
            self.poisoned.store(true, Relaxed);
        }
    }
    // ANCHOR_END: enter

    /// Whether the flag is set.
    #[inline]
    pub fn is_set(&self) -> bool {
        // ORDERING: Relaxed: taking the lock has acquired it, and whoever has the
        // lock exclusively is ordered by that. Without either it is about the past.
        self.poisoned.load(Relaxed)
    }

    /// Takes the flag back.
    #[inline]
    pub fn clear(&self) {
        // ORDERING: Relaxed: whoever calls it should hold the lock, whose release
        // publishes it.
        self.poisoned.store(false, Relaxed);
    }
}

impl Default for Flag {
    fn default() -> Self {
        Self::new()
    }
}
