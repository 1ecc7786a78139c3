//! A semaphore: a word for who comes and goes, and a word to sleep on.
//!
//! # Problem
//!
//! So many permits; a thread that finds none waits until one is given back. Mostly there is one, and then to take it and to give it back should
//! cost no more than the two atomic steps that it needs.
//!
//! # Strategy
//!
//! One word says how many permits there are *and* how many threads wait. To take a permit is one exchange of it. To give one back is one addition,
//! and its answer says whether anybody has to be woken. A thread that finds no permit counts itself among those that wait and sleeps on the other word,
//! a number which changes only when one of them is to be woken. It is taken off the count in the step in which it takes a permit, or
//! gives up because there is none.
//!
//! # The bits of `state`
//!
//! | bits | what they say |
//! |---|---|
//! | 0 to 31 | permits that can be had; bit 31 only for a moment, before a permit too many is taken back |
//! | 32 to 63 | threads that wait |
//!
//! # Invariants
//!
//! 1. A permit is had by whoever has taken one off the count, from that step until the addition that puts it back.
//! 2. Whoever adds a permit and finds that threads wait changes `wakes` after that, and wakes one, or all if it adds several.
//! 3. A thread reads `wakes`, then looks for a permit, and sleeps only if there was none and only on the number that it has read. So a permit that came
//!    before its look is seen, and one that comes after it changes the number: the thread doesn't fall asleep, or is asleep and can be woken.
//! 4. A thread that gives up has found no permit in the step in which it is taken off the count, whether it was woken before or not. So it takes no
//!    wake-up with it that another would need.
//!
//! # Memory
//!
//! Who gives back releases, who takes acquires, both on `state`. All its changes are read-modify-writes, so whoever takes a permit has heard from all
//! who have given one back before. `wakes` carries one thing: whoever reads the new number sees the permit for which it was changed.
//!
//! # Not promised
//!
//! - That who has waited longest is next: a permit goes to whoever takes it first, and that may be a thread which has just come.
//! - A wake-up, should `wakes` come round to the same number, by 2<sup>32</sup> wake-ups, between a thread's look at it and its sleep.
//! - That the semaphore may be freed as soon as another thread has a permit that was given back: to wake touches `wakes`. A permit borrows the
//!   semaphore, and so it is still there.
//! - That a wait with a deadline takes no longer: it may look for a permit first, for as long as it takes to wake a thread. With no time at
//!   all it doesn't.
//! - A target without atomic operations on 64 bits.
//!
//! # Source
//!
//! One word for the permits and for those who wait is glibc's (`nptl/sem_waitcommon.c`, since 2.21). There they sleep on the half that holds the permits;
//! here on a word of its own, as our reader-writer lock's writers do. The names are those of tokio and async-lock.

use std::fmt;
use std::time::{Duration, Instant};

use parking::Spin;
use platform::atomic::{
    AtomicU32, AtomicU64,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::futex;

use crate::raw::is_over;

// ANCHOR: bits
/// One permit.
const PERMIT: u64 = 1;
/// One thread that waits.
const WAITER: u64 = 1 << 32;
/// As many permits as there may be: half of what there is room for, so that
/// one too many doesn't count as a thread.
const MAX: u64 = Semaphore::MAX_PERMITS as u64;

const fn permits(state: u64) -> u64 {
    state % WAITER
}

const fn waiters(state: u64) -> u64 {
    state / WAITER
}
// ANCHOR_END: bits

// ANCHOR: semaphore
/// So many permits, which threads take, wait for, and give back.
pub struct Semaphore {
    /// How many permits can be had, and how many threads wait.
    state: AtomicU64,
    /// How often one that waits has been woken. They sleep on it.
    wakes: AtomicU32,
    /// Whether to look for a permit before sleeping.
    spin: Spin,
}
// ANCHOR_END: semaphore

/// One permit of a [`Semaphore`], given back when it is dropped. Any thread may do that.
///
/// # Panics
/// When it is dropped, if so many have been [added](Semaphore::add_permits) meanwhile that there is no room for it. It is gone then. Where a panic
/// drops it, that aborts the process.
#[derive(Debug)]
#[must_use = "the permit is given back at once if it isn't kept"]
#[clippy::has_significant_drop]
pub struct SemaphorePermit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    /// As many permits as a semaphore may have.
    pub const MAX_PERMITS: usize = (1 << 31) - 1;

    platform::const_fn! {
        /// A semaphore with so many permits.
        ///
        /// # Panics
        /// If they are more than [`MAX_PERMITS`](Self::MAX_PERMITS).
        #[must_use]
        pub const fn new(permits: usize) -> Self {
            assert!(permits <= Self::MAX_PERMITS, "too many permits");
            Self {
                state: AtomicU64::new(permits as u64),
                wakes: AtomicU32::new(0),
                spin: Spin::new(),
            }
        }
    }

    // ANCHOR: acquire
    /// Waits for a permit, and takes it.
    #[inline]
    pub fn acquire(&self) -> SemaphorePermit<'_> {
        if !self.take() {
            self.take_contended(None);
        }
        SemaphorePermit { semaphore: self }
    }

    /// Takes a permit, if there is one.
    #[inline]
    pub fn try_acquire(&self) -> Option<SemaphorePermit<'_>> {
        self.take().then(|| SemaphorePermit { semaphore: self })
    }

    #[inline]
    fn take(&self) -> bool {
        let without = |state| (permits(state) > 0).then(|| state - PERMIT);
        // ORDERING: acquires what was released in `give_back` by all who have
        // given a permit back.
        self.state.fetch_update(Acquire, Relaxed, without).is_ok()
    }
    // ANCHOR_END: acquire

    /// Waits for a permit, for `timeout` at the most, and takes it.
    #[inline]
    pub fn acquire_timeout(&self, timeout: Duration) -> Option<SemaphorePermit<'_>> {
        // A moment that no clock can tell never comes.
        let deadline = || Instant::now().checked_add(timeout);
        let has_one = self.take() || (!timeout.is_zero() && self.take_contended(deadline()));
        has_one.then(|| SemaphorePermit { semaphore: self })
    }

    // ANCHOR: take_contended
    /// Waits for a permit, and says whether it has one.
    #[cold]
    fn take_contended(&self, deadline: Option<Instant>) -> bool {
        if self.spin.until(|| self.take()) {
            return true;
        }
        // ORDERING: Relaxed: it carries nothing but the count.
        self.state.fetch_add(WAITER, Relaxed);
        let mut in_time = true;
        loop {
            // ORDERING: acquires the permit for which the number was changed,
            // in `wake`: who reads the new number sees that permit.
            let seen = self.wakes.load(Acquire);
            let leave = |state| match permits(state) {
                0 if in_time => None,
                0 => Some(state - WAITER),
                _ => Some(state - WAITER - PERMIT),
            };
            // ORDERING: as in `take`.
            let left = self.state.fetch_update(Acquire, Relaxed, leave);
            if let Ok(before) = left {
                return permits(before) > 0;
            }
            // A permit that comes from here on finds this thread counted, and
            // changes the number.
            match deadline {
                None => futex::wait(&self.wakes, seen),
                Some(end) => {
                    let is_woken = futex::wait_until(&self.wakes, seen, end);
                    // The clock is asked too: permits may come without end.
                    in_time = is_woken && !is_over(deadline);
                }
            }
        }
    }
    // ANCHOR_END: take_contended

    // ANCHOR: give_back
    #[inline]
    fn give_back(&self) {
        // ORDERING: releases what was done with the permit, to whoever takes
        // one from now on.
        let before = self.state.fetch_add(PERMIT, Release);
        // Nobody waits, and there is room, if it is less.
        if before >= MAX {
            self.wake(before, PERMIT);
        }
    }

    #[cold]
    fn wake(&self, before: u64, added: u64) {
        if permits(before) >= MAX {
            // The one too many doesn't stay.
            self.take();
            panic!("too many permits");
        }
        if waiters(before) == 0 {
            return;
        }
        // ORDERING: releases the permit to whoever reads this number, in
        // `take_contended`.
        self.wakes.fetch_add(1, Release);
        if added == PERMIT {
            futex::wake_one(&raw const self.wakes);
        } else {
            futex::wake_all(&raw const self.wakes);
        }
    }
    // ANCHOR_END: give_back

    /// Adds so many permits.
    ///
    /// # Panics
    /// If there are more than [`MAX_PERMITS`](Self::MAX_PERMITS) then. None has
    /// been added. Permits that are out don't count: each needs room when it is
    /// dropped.
    pub fn add_permits(&self, n: usize) {
        // No conversion fails: what doesn't fit is too many as well.
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        let with = |state| {
            let room = MAX.saturating_sub(permits(state));
            (n <= room).then(|| state + n)
        };
        // ORDERING: as in `give_back`.
        let added = self.state.fetch_update(Release, Relaxed, with);
        let Ok(before) = added else {
            panic!("too many permits");
        };
        if n > 0 {
            self.wake(before, n);
        }
    }

    /// How many permits can be had. Others may change it at once.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "permits have 32 bits at the most"
    )]
    pub fn available_permits(&self) -> usize {
        // ORDERING: Relaxed: it says a number, and nothing about anything else.
        let state = self.state.load(Relaxed);
        permits(state) as usize
    }
}

impl fmt::Debug for Semaphore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // ORDERING: Relaxed, as in `available_permits`.
        let state = self.state.load(Relaxed);
        f.debug_struct("Semaphore")
            .field("permits", &permits(state))
            .field("waiting", &waiters(state))
            .finish_non_exhaustive()
    }
}

impl SemaphorePermit<'_> {
    /// Takes the permit away for good: it isn't given back.
    #[inline]
    pub fn forget(self) {
        std::mem::forget(self);
    }
}

impl Drop for SemaphorePermit<'_> {
    #[inline]
    fn drop(&mut self) {
        self.semaphore.give_back();
    }
}

#[cfg(test)]
mod tests {
    use platform::model::{Bounds, model};

    use super::*;

    /// Who has no time to wait doesn't look for long, so it teaches nothing about that. Two failures would.
    #[test]
    fn an_acquire_without_time_does_not_look_for_long() {
        model(Bounds::EXHAUSTIVE, || {
            let semaphore = Semaphore::new(0);
            for _ in 0..2 {
                assert!(semaphore.acquire_timeout(Duration::ZERO).is_none());
            }
            assert!(
                semaphore.spin.looks_longer(),
                "it has looked long, and failed"
            );
        });
    }

    /// A wait that ends for another reason than the clock, when the time is over, is the last one: it doesn't sleep again.
    #[cfg(model)]
    #[test]
    fn permits_without_end_do_not_lengthen_a_wait() {
        use platform::figure::happened;

        model(Bounds::EXHAUSTIVE, || {
            let semaphore = Semaphore::new(0);
            assert!(!semaphore.take_contended(Some(Instant::now())));
            let sleeps_again = happened("wakes for no reason") && happened("times out");
            assert!(!sleeps_again, "its time was over");
        });
    }
}
