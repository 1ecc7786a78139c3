//! Waiting for a notification, without the mutex: three numbers.
//!
//! # Problem
//!
//! A thread that holds a mutex finds that it has to wait until another changes what the mutex protects. It has to release the mutex, or nobody
//! could, and then sleep until it is told of a change. A change that comes between the two, when it doesn't sleep yet, must not be missed. And who
//! makes a change should pay nothing if nobody waits for it.
//!
//! # Strategy
//!
//! Notifications are counted. A thread that is going to wait reads the count before it releases the mutex, and waits until the count is another: a
//! notification that comes in between has changed it. Two more numbers spare the notifier the kernel: how many wait, and how many of these have
//! gone to sleep. The others look at the count for as long as that has paid so far ([`Spin`]).
//!
//! | word | what it counts | changed by |
//! |---|---|---|
//! | `count` | notifications while somebody waited | who notifies |
//! | `waiters` | threads that wait | each of them: one up with the mutex held, one down without |
//! | `sleepers` | those of them that sleep, or are about to | each of them, without the mutex |
//!
//! # Invariants
//!
//! 1. From before it releases the mutex until it has done with waiting, a thread is counted in `waiters`.
//! 2. A thread falls asleep only while `count` is what it read before it released the mutex.
//! 3. From before it falls asleep until it has woken, a thread is counted in `sleepers`.
//! 4. Whoever notifies changes `count` first, and looks at `sleepers` then.
//!
//! # Memory orderings
//!
//! Every access is `Relaxed`. What is waited for is protected by the mutex, and ordered by it. So are these numbers, by one edge: a waiter's release
//! of the mutex to a notifier's taking it afterwards, in order to make the change. The waiter's addition to `waiters` and its look at `count` are
//! before that edge; the notifier's look at `waiters` and its addition to `count` are after it, and it doesn't matter whether the notifier still
//! holds the mutex by then or has released it. Therefore
//!
//! - the notifier finds the waiter in `waiters`, or finds that it has gone. Then it takes the mutex after the notifier's change, and sees that.
//! - the waiter's look doesn't find the notifier's addition, so the addition makes `count` another than it saw.
//!
//! A notifier with nothing between it and a thread that has had the mutex since has no such edge. It may read a `waiters` from before, and notify nobody.
//!
//! No mutex is held when a waiter falls asleep. There each side changes one word and then looks at the other's: the waiter adds itself to `sleepers`,
//! and the kernel compares `count`, which is taken here for an atomic load; the notifier changes `count`, and reads `sleepers`. Neither may look before
//! its own change can be seen, which takes a sequentially consistent fence on both sides: whichever fence is first, what was changed before it is seen
//! after the other. So the waiter doesn't fall asleep, or the notifier wakes it.
//!
//! # Not promised
//!
//! - Which of those that wait is woken by `notify_one`, and that it is one. It wakes one that sleeps, and all that still look at the count see it change.
//! - That a wait ends for a reason.
//! - That a wake-up goes to a thread that waited before `notify_one` was called. One that comes to wait between its addition and its call of the kernel may get
//!   it. If the mutex is held meanwhile none comes. So it is with the standard library's on Linux.
//! - Anything to a notifier that has not had the mutex, and has not been told by one that had. The standard library's, which asks nobody, wakes who sleeps
//!   already in any case.
//! - That a wait with a time doesn't look for longer than that, about as long as a wake-up takes, before it gives up. If the time is over when it
//!   begins it doesn't look for long.
//! - That no notification is missed among 2³² others. A thread that has read the count, and is held up for exactly that many before it sleeps,
//!   finds the number that it read. It takes that long: each of these is an addition to the count, with this thread waiting.
//! - That the condition variable may be freed by a thread that has returned from waiting. The notifier looks at `sleepers` after its addition has let that
//!   thread go. If it holds the mutex meanwhile the thread can't have returned.
//!
//! # Source
//!
//! The count is what the standard library has on Linux (`sys/sync/condvar/futex.rs`): rust-lang/rust#95035, of April 2022.

use std::time::Instant;

use mutex::Relock;
use parking::Spin;
use platform::atomic::{
    AtomicU32,
    Ordering::{Relaxed, SeqCst},
    fence,
};
use platform::futex;

// ANCHOR: words
/// What threads wait for, and how many do.
pub(crate) struct RawCondvar {
    /// How often it has been notified while somebody waited.
    count: AtomicU32,
    /// How many threads wait.
    waiters: AtomicU32,
    /// How many of them sleep, or are about to.
    sleepers: AtomicU32,
    /// Whether it pays to look at the count for a while.
    spin: Spin,
}
// ANCHOR_END: words

impl RawCondvar {
    platform::const_fn! {
        /// Nobody waits.
        pub(crate) const fn new() -> Self {
            Self {
                count: AtomicU32::new(0),
                waiters: AtomicU32::new(0),
                sleepers: AtomicU32::new(0),
                spin: Spin::new(),
            }
        }
    }

    // ANCHOR: wait
    /// To be called before the mutex is released. Returns what
    /// [`wait`](Self::wait) has to be told, which has to follow.
    #[inline]
    pub(crate) fn enter(&self) -> u32 {
        // ORDERING: Relaxed: the mutex orders it.
        self.waiters.fetch_add(1, Relaxed);
        // ORDERING: Relaxed: the mutex orders it.
        self.count.load(Relaxed)
    }

    /// To be called when the mutex has been released. Waits until the count
    /// isn't `seen`. `false` if the deadline has passed, and no wake-up was
    /// spent on this thread. May return early.
    pub(crate) fn wait(
        &self,
        seen: u32,
        deadline: Option<Instant>,
        // Who has been woken is to sleep again if the mutex isn't free.
        relock: &mut Relock,
    ) -> bool {
        // ORDERING: Relaxed: to take the mutex again orders what follows.
        let is_new = || self.count.load(Relaxed) != seen;
        let looks = !is_over(deadline);
        let in_time = (looks && self.spin.until(is_new)) || {
            let is_woken = self.sleep(seen, deadline);
            if is_woken {
                *relock = Relock::Sleep;
            }
            is_woken
        };
        // ORDERING: Relaxed: who sees it late counts for nothing.
        self.waiters.fetch_sub(1, Relaxed);
        in_time
    }
    // ANCHOR_END: wait

    // ANCHOR: sleep
    #[cold]
    fn sleep(&self, seen: u32, deadline: Option<Instant>) -> bool {
        // ORDERING: Relaxed: the fence orders it.
        self.sleepers.fetch_add(1, Relaxed);
        // ORDERING: with the fence in `notify`. If that one is first, the new
        // count is seen below. If this one is, this sleeper is seen there.
        fence(SeqCst);
        let in_time = match deadline {
            None => {
                futex::wait(&self.count, seen);
                true
            }
            Some(deadline) => futex::wait_until(&self.count, seen, deadline),
        };
        // ORDERING: Relaxed: who sees it late calls the kernel for nothing.
        self.sleepers.fetch_sub(1, Relaxed);
        in_time
    }
    // ANCHOR_END: sleep

    // ANCHOR: notify
    #[inline]
    pub(crate) fn notify_one(&self) {
        if self.is_awaited() {
            self.notify(|count| _ = futex::wake_one(count));
        }
    }

    #[inline]
    pub(crate) fn notify_all(&self) {
        if self.is_awaited() {
            self.notify(|count| _ = futex::wake_all(count));
        }
    }

    #[inline]
    fn is_awaited(&self) -> bool {
        // ORDERING: Relaxed: the mutex orders it.
        self.waiters.load(Relaxed) > 0
    }

    #[cold]
    fn notify(&self, wake: impl FnOnce(*const AtomicU32)) {
        // ORDERING: Relaxed: the mutex orders it for who is about to wait, and
        // the fence for who is about to sleep.
        self.count.fetch_add(1, Relaxed);
        // ORDERING: with the fence in `sleep`, as it says there.
        fence(SeqCst);
        // ORDERING: Relaxed: the fence orders it.
        if self.sleepers.load(Relaxed) > 0 {
            wake(&raw const self.count);
        }
    }
    // ANCHOR_END: notify
}

/// Whether the deadline has passed, if there is one.
pub(crate) fn is_over(deadline: Option<Instant>) -> bool {
    deadline.is_some_and(|deadline| deadline <= Instant::now())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use platform::model::{Bounds, crew, model};

    use super::*;

    /// In a model a time is over at any moment, and must not be so by the clock.
    const A_TIME: Duration = if cfg!(model) {
        Duration::from_hours(1)
    } else {
        Duration::from_millis(1)
    };

    /// When all waits are over nobody is counted any more, whatever has ended them.
    #[test]
    fn a_wait_that_is_over_is_not_counted() {
        model(Bounds::preemptions(3), || {
            let work = |number, raw: &RawCondvar| {
                if number == 0 {
                    raw.notify_one();
                } else {
                    let deadline = Some(Instant::now() + A_TIME);
                    raw.wait(raw.enter(), deadline, &mut Relock::Spin);
                }
            };
            crew(2, RawCondvar::new(), work, |raw| {
                // An addition of nothing reads what is there, in a model too.
                assert_eq!(raw.waiters.fetch_add(0, Relaxed), 0);
                assert_eq!(raw.sleepers.fetch_add(0, Relaxed), 0);
            });
        });
    }

    /// A notification that came after `enter` is found, by the look or instead of the sleep, and then the wait hasn't timed out.
    #[test]
    fn a_notification_before_the_look_is_in_time() {
        model(Bounds::EXHAUSTIVE, || {
            let (raw, mut relock) = (RawCondvar::new(), Relock::Spin);
            let far = Some(Instant::now() + Duration::from_secs(10));
            let seen = raw.enter();
            raw.notify_one();
            assert!(raw.sleep(seen, far));
            assert!(raw.wait(seen, far, &mut relock));
            assert_eq!(relock, Relock::Spin, "it didn't sleep");
        });
    }

    /// A wait whose time is over when it begins doesn't look for long, so it teaches nothing about that. Two failures would.
    #[test]
    fn a_wait_without_time_does_not_look_for_long() {
        model(Bounds::EXHAUSTIVE, || {
            let (raw, past) = (RawCondvar::new(), Some(Instant::now()));
            for _ in 0..2 {
                raw.wait(raw.enter(), past, &mut Relock::Spin);
            }
            assert!(raw.spin.looks_longer(), "it has looked, and failed");
        });
    }

    /// Of two that sleep `notify_one` wakes one.
    #[cfg(model)]
    #[test]
    fn of_two_that_sleep_one_is_woken() {
        use platform::figure::happened;
        use platform::model::Tally;

        model(Bounds::preemptions(3), || {
            let raw = RawCondvar::new();
            let seen = raw.enter();
            raw.enter();
            let woken = Tally::default();
            let counted = woken.clone();
            let work = move |number, raw: &RawCondvar| {
                let far = Some(Instant::now() + A_TIME);
                if number == 0 {
                    raw.notify_one();
                } else if raw.sleep(seen, far) {
                    counted.count();
                }
            };
            crew(3, raw, work, move |_| {
                let other_reasons = ["doesn't wait", "wakes for no reason"];
                if !other_reasons.into_iter().any(happened) {
                    assert!(woken.get() <= 1, "both were woken");
                }
            });
        });
    }

    /// Who has been woken doesn't try for the mutex for long, and who has given up does as others do.
    #[cfg(model)]
    #[test]
    fn who_is_woken_sleeps_again_for_the_mutex() {
        use platform::figure::happened;

        model(Bounds::preemptions(3), || {
            let work = |number, raw: &RawCondvar| {
                if number == 0 {
                    raw.notify_one();
                    return;
                }
                let mut relock = Relock::Spin;
                let far = Some(Instant::now() + A_TIME);
                let in_time = raw.wait(raw.enter(), far, &mut relock);
                if happened("is woken") {
                    assert_eq!(relock, Relock::Sleep);
                }
                if !in_time {
                    assert_eq!(relock, Relock::Spin);
                }
            };
            crew(2, RawCondvar::new(), work, |_| {});
        });
    }
}
