//! A copy of the condition variable's three numbers, in which one thing at a time is wrong.

use std::time::{Duration, Instant};

use mutex::{Mutex, MutexGuard};
use platform::atomic::{
    AtomicU32,
    Ordering::{AcqRel, Relaxed, SeqCst},
    fence,
};
use platform::futex;

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    ReadsCountLate,
    RaisesWaitersLate,
    LowersWaitersEarly,
    DoesNotSayThatItSleeps,
    SleepsWithoutAFence,
    DeniesItsWakeUp,
    CountsNothing,
    WakesFirst,
    LooksFirst,
    LooksWithoutAFence,
    FencesAcqRel,
    WakesNobody,
    WakesOneForAll,
    WakesWhoDoesNotSleep,
}

/// Items under a mutex, and where threads wait for them.
pub(crate) struct Items {
    items: Mutex<usize>,
    more: Copy,
}

impl Items {
    pub(crate) fn new(fault: Fault) -> Self {
        Self::counting_by(1, fault)
    }

    /// With a count that comes back to 0 after 2³² / `step` notifications.
    pub(crate) fn counting_by(step: u32, fault: Fault) -> Self {
        Self {
            items: Mutex::new(0),
            more: Copy::new(step, fault),
        }
    }

    /// Waits for an item, and takes it.
    pub(crate) fn take(&self) {
        let mut items = self.items.lock();
        while *items == 0 {
            self.more.wait(&mut items, None);
        }
        *items -= 1;
    }

    /// Waits once, for a time, and passes on what it may have got in that time.
    pub(crate) fn wait_and_pass_on(&self) {
        let mut items = self.items.lock();
        if self.more.wait(&mut items, Some(in_an_hour())) {
            self.more.notify(false);
        }
    }

    /// Waits once, for a time.
    pub(crate) fn wait(&self) {
        let mut items = self.items.lock();
        self.more.wait(&mut items, Some(in_an_hour()));
    }

    /// Puts so many items there, one after the other.
    pub(crate) fn put(&self, count: usize) {
        for _ in 0..count {
            let mut items = self.items.lock();
            *items += 1;
            self.more.notify(false);
        }
    }

    /// Puts so many items there at once.
    pub(crate) fn put_all(&self, count: usize) {
        *self.items.lock() += count;
        self.more.notify(true);
    }

    /// Notifies, and that is all.
    pub(crate) fn notify(&self) {
        self.more.notify(false);
    }
}

/// A deadline. In a model it passes at any moment.
fn in_an_hour() -> Instant {
    Instant::now() + Duration::from_hours(1)
}

/// The three numbers.
struct Copy {
    count: AtomicU32,
    waiters: AtomicU32,
    sleepers: AtomicU32,
    step: u32,
    fault: Fault,
}

impl Copy {
    fn new(step: u32, fault: Fault) -> Self {
        Self {
            count: AtomicU32::new(0),
            waiters: AtomicU32::new(0),
            sleepers: AtomicU32::new(0),
            step,
            fault,
        }
    }

    fn wait<T>(&self, guard: &mut MutexGuard<'_, T>, deadline: Option<Instant>) -> bool {
        // ORDERING: Relaxed, all: as in the right variant.
        if self.fault != Fault::RaisesWaitersLate {
            self.waiters.fetch_add(1, Relaxed);
        }
        let seen = self.count.load(Relaxed);
        MutexGuard::unlocked(guard, || {
            if self.fault == Fault::RaisesWaitersLate {
                self.waiters.fetch_add(1, Relaxed);
            }
            let seen = match self.fault {
                Fault::ReadsCountLate => self.count.load(Relaxed),
                _ => seen,
            };
            if self.fault == Fault::LowersWaitersEarly {
                self.waiters.fetch_sub(1, Relaxed);
            }
            let in_time = self.count.load(Relaxed) != seen || self.sleep(seen, deadline);
            if self.fault != Fault::LowersWaitersEarly {
                self.waiters.fetch_sub(1, Relaxed);
            }
            in_time
        })
    }

    fn sleep(&self, seen: u32, deadline: Option<Instant>) -> bool {
        // ORDERING: Relaxed, both: as in the right variant.
        if self.fault != Fault::DoesNotSayThatItSleeps {
            self.sleepers.fetch_add(1, Relaxed);
        }
        if self.fault == Fault::FencesAcqRel {
            // ORDERING: not enough.
            fence(AcqRel);
        } else if self.fault != Fault::SleepsWithoutAFence {
            // ORDERING: as in the right variant.
            fence(SeqCst);
        }
        let in_time = match deadline {
            None => {
                futex::wait(&self.count, seen);
                true
            }
            Some(deadline) => futex::wait_until(&self.count, seen, deadline),
        };
        if self.fault != Fault::DoesNotSayThatItSleeps {
            self.sleepers.fetch_sub(1, Relaxed);
        }
        in_time && !(deadline.is_some() && self.fault == Fault::DeniesItsWakeUp)
    }

    fn notify(&self, all: bool) {
        // ORDERING: Relaxed, all: as in the right variant.
        if self.waiters.load(Relaxed) == 0 {
            return;
        }
        let anybody_sleeps = || self.sleepers.load(Relaxed) > 0;
        match self.fault {
            Fault::WakesFirst => {
                self.wake(all);
                self.count.fetch_add(self.step, Relaxed);
                return;
            }
            Fault::LooksFirst => {
                let wakes = anybody_sleeps();
                // ORDERING: as in the right variant: all that differs is what is
                // on which side of it.
                fence(SeqCst);
                self.count.fetch_add(self.step, Relaxed);
                if wakes {
                    self.wake(all);
                }
                return;
            }
            Fault::CountsNothing => {}
            _ => {
                self.count.fetch_add(self.step, Relaxed);
            }
        }
        if self.fault == Fault::FencesAcqRel {
            // ORDERING: not enough.
            fence(AcqRel);
        } else if self.fault != Fault::LooksWithoutAFence {
            // ORDERING: as in the right variant.
            fence(SeqCst);
        }
        if self.fault == Fault::WakesWhoDoesNotSleep || anybody_sleeps() {
            self.wake(all);
        }
    }

    fn wake(&self, all: bool) {
        let word = &raw const self.count;
        if self.fault == Fault::WakesNobody {
            return;
        }
        if all && self.fault != Fault::WakesOneForAll {
            futex::wake_all(word);
        } else {
            futex::wake_one(word);
        }
    }
}
