//! Whether to look a while longer before falling asleep.
//!
//! # Problem
//!
//! To sleep and to be woken on another core takes ten microseconds or more, and what is waited for often comes within one. Whoever looks for
//! a while first is many times as fast then. But where the two threads share a core, what is waited for can't come while this one
//! looks, and where waits are long looking is in vain, too.
//!
//! # Strategy
//!
//! Learn from what came of it. After looking for long has paid, and after 1, 4, 16, 64 … failures in a row, a wait looks for about as long as a
//! wake-up takes; all others look once more and sleep. So where looking is in vain it costs next to nothing, and where it has begun to pay it
//! is found out. At the latest every 1024th failure is followed by another try. If a wait that looks once has found something, that teaches
//! nothing about looking for long, and nothing changes.
//!
//! It doesn't yield to the scheduler between its looks. On a machine that does nothing else that makes up for a shared core; but
//! when a third thread computes there, each yield gives it a time slice, which is a hundred times as long as a wake-up.
//!
//! # Not promised
//!
//! It is about speed alone: whatever it answers, the caller has to be right. Several threads may use one `Spin`; then they learn together, and
//! may forget a failure.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

use platform::hint;

/// About how long it takes to wake a thread on another core: a guess, which needn't be right for this machine.
const A_WAKE_UP: Duration = Duration::from_micros(20);

/// What the waits on one word have taught so far. In a model each looks once.
///
/// # Examples
///
/// ```
/// let spin = parking::Spin::new();
/// if !spin.until(|| false) {
///     // Sleep.
/// }
/// ```
#[derive(Debug, Default)]
// ANCHOR: spin
pub struct Spin {
    /// How many waits have looked in vain since one that looked for long didn't.
    /// It decides how long to look and nothing else, so it is not one of the
    /// words that are modelled.
    failures: AtomicU32,
}

impl Spin {
    // ANCHOR_END: spin
    /// Nothing has been learned.
    pub const fn new() -> Self {
        Self {
            failures: AtomicU32::new(0),
        }
    }

    fn failures(&self) -> u32 {
        // AUDIT: not modelled: no proof rests on the count.
        // ORDERING: Relaxed: it tells of nothing else.
        self.failures.load(Relaxed)
    }

    // ANCHOR: until
    /// Whether the next wait is one of those that look for a while.
    #[inline]
    pub fn looks_longer(&self) -> bool {
        let failures = self.failures();
        let is_power_of_two = failures.is_power_of_two();
        // With an even exponent it is one of four.
        let is_even = failures.trailing_zeros().is_multiple_of(2);
        (is_power_of_two && is_even) || failures.is_multiple_of(1024)
    }

    /// Looks whether `ready`, for as long as that seems to pay, and says
    /// whether it came to be.
    #[inline]
    pub fn until(&self, mut ready: impl FnMut() -> bool) -> bool {
        let longer = self.looks_longer();
        let found = if longer {
            hint::spin_for(A_WAKE_UP, ready)
        } else {
            ready()
        };
        let failures = match (found, longer) {
            (false, _) => self.failures().wrapping_add(1),
            (true, true) => 0,
            // It teaches nothing about looking longer.
            (true, false) => return true,
        };
        // AUDIT: not modelled: no proof rests on the count.
        // ORDERING: Relaxed: if two waits count as one that does no harm.
        self.failures.store(failures, Relaxed);
        found
    }
    // ANCHOR_END: until
}
