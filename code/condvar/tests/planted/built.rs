//! Copies of queue, barrier and semaphore in which one thing at a time is wrong.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use condvar::Condvar;
use mutex::{Mutex, MutexGuard};
use platform::atomic::{
    AtomicU32, AtomicU64,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::futex;

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    // Of any of them.
    BelievesWakeUp,
    // Of the queue.
    PushWakesNobody,
    PopWakesNobody,
    WakesTheOthers,
    Overfull,
    LastComesFirst,
    // Of the queue and the semaphore.
    GivesUpUnseen,
    // Of the barrier.
    WakesNobody,
    WakesOne,
    KeepsCount,
    AllLead,
    RoundIsAFlag,
    // Of the semaphore.
    TwoSteps,
    DoesNotSay,
    ReadsNumberLast,
    SameNumber,
    WakesFirst,
    AsksEarly,
    KeepsNumber,
    StaysCounted,
    SeveralWakeOne,
    TakesRelaxed,
    GivesRelaxed,
}

// ---- The queue ----

/// A queue.
pub(crate) struct Queue {
    items: Mutex<VecDeque<usize>>,
    capacity: usize,
    not_empty: Condvar,
    not_full: Condvar,
    fault: Fault,
}

impl Queue {
    pub(crate) fn new(fault: Fault) -> Self {
        Self {
            items: Mutex::new(VecDeque::new()),
            capacity: 1,
            not_empty: Condvar::new(),
            not_full: Condvar::new(),
            fault,
        }
    }

    /// The same with room for more than one item.
    pub(crate) fn with_room(self, capacity: usize) -> Self {
        Self { capacity, ..self }
    }

    fn has(&self, fault: Fault) -> bool {
        self.fault == fault
    }

    pub(crate) fn push(&self, item: usize) {
        let mut items = self.items.lock();
        let capacity = self.capacity + usize::from(self.has(Fault::Overfull));
        if self.has(Fault::BelievesWakeUp) {
            if items.len() == capacity {
                self.not_full.wait(&mut items);
            }
        } else {
            self.not_full
                .wait_while(&mut items, |items| items.len() == capacity);
        }
        items.push_back(item);
        drop(items);
        match self.fault {
            Fault::PushWakesNobody => {}
            Fault::WakesTheOthers => self.not_full.notify_one(),
            _ => self.not_empty.notify_one(),
        }
    }

    pub(crate) fn pop(&self) -> usize {
        let mut items = self.items.lock();
        self.not_empty
            .wait_while(&mut items, |items| items.is_empty());
        self.take(items).expect("an item")
    }

    pub(crate) fn pop_timeout(&self, timeout: Duration) -> Option<usize> {
        let mut items = self.items.lock();
        if self.has(Fault::GivesUpUnseen) && items.is_empty() {
            // It looks at the clock first, and its time is over.
            self.not_empty.wait_timeout(&mut items, timeout);
            return None;
        }
        self.not_empty
            .wait_timeout_while(&mut items, timeout, |items| items.is_empty());
        self.take(items)
    }

    fn take(&self, mut items: MutexGuard<'_, VecDeque<usize>>) -> Option<usize> {
        let item = if self.has(Fault::LastComesFirst) {
            items.pop_back()?
        } else {
            items.pop_front()?
        };
        drop(items);
        if !self.has(Fault::PopWakesNobody) {
            self.not_full.notify_one();
        }
        Some(item)
    }

    pub(crate) fn len(&self) -> usize {
        self.items.lock().len()
    }
}

// ---- The barrier ----

/// A barrier.
pub(crate) struct Barrier {
    threads: usize,
    state: Mutex<(usize, usize)>,
    all_here: Condvar,
    fault: Fault,
}

impl Barrier {
    pub(crate) fn new(threads: usize, fault: Fault) -> Self {
        Self {
            threads,
            state: Mutex::new((0, 0)),
            all_here: Condvar::new(),
            fault,
        }
    }

    pub(crate) fn wait(&self) -> bool {
        let mut state = self.state.lock();
        state.0 += 1;
        if state.0 < self.threads {
            let mine = state.1;
            if self.fault == Fault::BelievesWakeUp {
                self.all_here.wait(&mut state);
            } else {
                self.all_here
                    .wait_while(&mut state, |state| state.1 == mine);
            }
            return self.fault == Fault::AllLead;
        }
        if self.fault != Fault::KeepsCount {
            state.0 = 0;
        }
        state.1 += 1;
        if self.fault == Fault::RoundIsAFlag {
            state.1 %= 2;
        }
        drop(state);
        match self.fault {
            Fault::WakesNobody => {}
            Fault::WakesOne => self.all_here.notify_one(),
            _ => self.all_here.notify_all(),
        }
        true
    }
}

// ---- The semaphore ----

const WAITER: u64 = 1 << 32;

const fn permits(state: u64) -> u64 {
    state % WAITER
}

/// A semaphore, whose permits are given back by hand.
pub(crate) struct Semaphore {
    state: AtomicU64,
    wakes: AtomicU32,
    fault: Fault,
}

// ORDERING: each is as in the right variant, or Relaxed where the fault is that.
impl Semaphore {
    pub(crate) fn new(permits: u64, fault: Fault) -> Self {
        Self {
            state: AtomicU64::new(permits),
            wakes: AtomicU32::new(0),
            fault,
        }
    }

    fn has(&self, fault: Fault) -> bool {
        self.fault == fault
    }

    /// Permits, and threads that wait.
    pub(crate) fn counts(&self) -> (u64, u64) {
        // ORDERING: Relaxed: it only looks, at the newest.
        let state = self.state.fetch_add(0, Relaxed);
        (permits(state), state / WAITER)
    }

    fn take(&self) -> bool {
        let acquire = if self.has(Fault::TakesRelaxed) {
            Relaxed
        } else {
            Acquire
        };
        if self.has(Fault::TwoSteps) {
            // ORDERING: see above.
            let state = self.state.load(acquire);
            if permits(state) == 0 {
                return false;
            }
            // ORDERING: see above.
            self.state.fetch_sub(1, acquire);
            return true;
        }
        let without = |state| (permits(state) > 0).then(|| state - 1);
        // ORDERING: see above.
        self.state.fetch_update(acquire, Relaxed, without).is_ok()
    }

    pub(crate) fn acquire(&self) {
        assert!(self.take() || self.take_contended(None), "no deadline");
    }

    pub(crate) fn acquire_timeout(&self, timeout: Duration) -> bool {
        self.take() || self.take_contended(Some(Instant::now() + timeout))
    }

    fn take_contended(&self, deadline: Option<Instant>) -> bool {
        if !self.has(Fault::DoesNotSay) {
            // ORDERING: see above.
            self.state.fetch_add(WAITER, Relaxed);
        }
        let waiter = if self.has(Fault::StaysCounted) || self.has(Fault::DoesNotSay) {
            0
        } else {
            WAITER
        };
        let mut in_time = true;
        let mut has_slept = false;
        let mut first = None;
        loop {
            // ORDERING: see above.
            let mut seen = self.wakes.load(Acquire);
            if self.has(Fault::KeepsNumber) {
                seen = *first.get_or_insert(seen);
            }
            let gives_up = deadline.is_some() && has_slept && self.has(Fault::GivesUpUnseen);
            let leave = |state| match permits(state) {
                _ if gives_up => Some(state - waiter),
                0 if has_slept && self.has(Fault::BelievesWakeUp) => Some(state - waiter),
                0 if in_time => None,
                0 => Some(state - waiter),
                _ => Some(state - waiter - 1),
            };
            // ORDERING: see above.
            if let Ok(before) = self.state.fetch_update(Acquire, Relaxed, leave) {
                let believes = in_time && self.has(Fault::BelievesWakeUp);
                return !gives_up && (permits(before) > 0 || believes);
            }
            if self.has(Fault::ReadsNumberLast) {
                // ORDERING: see above.
                seen = self.wakes.load(Acquire);
            }
            match deadline {
                None => futex::wait(&self.wakes, seen),
                Some(deadline) => in_time = futex::wait_until(&self.wakes, seen, deadline),
            }
            has_slept = true;
        }
    }

    pub(crate) fn release(&self, added: u64) {
        let release = if self.has(Fault::GivesRelaxed) {
            Relaxed
        } else {
            Release
        };
        if self.has(Fault::WakesFirst) {
            self.wake(WAITER, added);
            // ORDERING: see above.
            self.state.fetch_add(added, release);
            return;
        }
        if self.has(Fault::AsksEarly) {
            // ORDERING: see above.
            let before = self.state.load(Relaxed);
            // ORDERING: see above.
            self.state.fetch_add(added, release);
            self.wake(before, added);
            return;
        }
        // ORDERING: see above.
        let before = self.state.fetch_add(added, release);
        self.wake(before, added);
    }

    fn wake(&self, before: u64, added: u64) {
        if before < WAITER || self.has(Fault::WakesNobody) {
            return;
        }
        if !self.has(Fault::SameNumber) {
            // ORDERING: see above.
            self.wakes.fetch_add(1, Release);
        }
        if added == 1 || self.has(Fault::SeveralWakeOne) {
            futex::wake_one(&raw const self.wakes);
        } else {
            futex::wake_all(&raw const self.wakes);
        }
    }
}
