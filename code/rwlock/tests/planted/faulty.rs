//! A copy of the two words with a number under them, in which one thing at a time is wrong.

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::cell::UnsafeCell;
use platform::futex;

const READER: u32 = 1;
const READERS: u32 = (1 << 29) - 1;
const READERS_WAIT: u32 = 1 << 29;
const WRITERS_WAIT: u32 = 1 << 30;
const WRITER: u32 = 1 << 31;

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    OverlooksWriter,
    LosesWriter,
    OverlooksReaders,
    KeepsCount,
    StoresZero,
    LastReaderWakesNobody,
    TakesBackQuietly,
    WakesNoReaders,
    WakesNoWriter,
    WakesOneReader,
    WakesOneKind,
    ForgetsOthers,
    ReaderDoesNotSay,
    WriterDoesNotSay,
    ReadsNumberLast,
    WakesFirst,
    SameNumber,
    KeepsNumber,
    BelievesWakeUp,
    WokenGoesBy,
    OpensEarly,
    DowngradesQuietly,
    DowngradesInTwoSteps,
    ReadsRelaxed,
}

/// A lock, and a number under it.
pub(crate) struct Copy {
    state: AtomicU32,
    wakes: AtomicU32,
    number: UnsafeCell<u32>,
    fault: Fault,
}

// SAFETY: the lock has to keep the accesses apart, or a model fails.
unsafe impl Sync for Copy {}

// ORDERING: each is as in the right variant, or Relaxed where the fault is that.
impl Copy {
    pub(crate) fn new(fault: Fault) -> Self {
        Self {
            state: AtomicU32::new(0),
            wakes: AtomicU32::new(0),
            number: UnsafeCell::new(0),
            fault,
        }
    }

    fn has(&self, fault: Fault) -> bool {
        self.fault == fault
    }

    // ---- The number ----

    pub(crate) fn number(&self) -> u32 {
        // SAFETY: see `Sync`.
        self.number.with(|number| unsafe { *number })
    }

    pub(crate) fn add_one(&self) -> u32 {
        self.number.with_mut(|number| {
            // SAFETY: see `Sync`.
            let number = unsafe { &mut *number };
            *number += 1;
            *number
        })
    }

    pub(crate) fn get(&self) -> u32 {
        self.read();
        let number = self.number();
        self.read_unlock();
        number
    }

    pub(crate) fn add(&self) {
        self.write();
        self.add_one();
        self.write_unlock();
    }

    /// Whether a writer that waits has shut the door.
    pub(crate) fn is_shut(&self) -> bool {
        // ORDERING: Relaxed: it only looks.
        self.state.load(Relaxed) & WRITERS_WAIT != 0
    }

    /// How often a writer has been woken.
    pub(crate) fn wakes(&self) -> u32 {
        // ORDERING: Relaxed: it only looks.
        self.wakes.load(Relaxed)
    }

    // ---- Readers ----

    pub(crate) fn read(&self) {
        let acquire = if self.has(Fault::ReadsRelaxed) {
            Relaxed
        } else {
            Acquire
        };
        // ORDERING: see above.
        if self.state.fetch_add(READER, acquire) >= READERS_WAIT {
            self.read_contended(acquire);
        }
    }

    pub(crate) fn try_read(&self) -> bool {
        let with_us = |state| (state < READERS_WAIT).then_some(state + READER);
        // ORDERING: see above.
        self.state.fetch_update(Acquire, Relaxed, with_us).is_ok()
    }

    fn read_contended(&self, acquire: platform::atomic::Ordering) {
        if self.has(Fault::TakesBackQuietly) {
            // ORDERING: see above.
            self.state.fetch_sub(READER, Release);
        } else if !self.has(Fault::KeepsCount) {
            self.read_unlock();
        }
        let mut has_slept = false;
        // ORDERING: see above.
        let mut state = self.state.load(Relaxed);
        loop {
            let goes_by = self.has(Fault::WokenGoesBy) && state & WRITER == 0;
            let believes = has_slept && self.has(Fault::BelievesWakeUp);
            if state < READERS_WAIT || goes_by || believes {
                // ORDERING: see above.
                match self
                    .state
                    .compare_exchange(state, state + READER, acquire, Relaxed)
                {
                    Ok(_) => return,
                    Err(now) => state = now,
                }
                continue;
            }
            let mut awaited = state | READERS_WAIT;
            if self.has(Fault::ReaderDoesNotSay) {
                awaited = state;
            }
            // ORDERING: see above.
            if let Err(now) = self
                .state
                .compare_exchange(state, awaited, Relaxed, Relaxed)
            {
                state = now;
                continue;
            }
            futex::wait(&self.state, awaited);
            has_slept = true;
            // ORDERING: see above.
            state = self.state.load(Relaxed);
        }
    }

    pub(crate) fn read_unlock(&self) {
        // ORDERING: see above.
        let before = self.state.fetch_sub(READER, Release);
        assert!(before & READERS != 0, "more readers leave than came");
        if before & !READERS_WAIT == WRITERS_WAIT | READER {
            if self.has(Fault::OpensEarly) {
                let open = |state: u32| Some(state & !WRITERS_WAIT);
                // ORDERING: see above.
                let _ = self.state.fetch_update(Relaxed, Relaxed, open);
                futex::wake_all(&raw const self.state);
            }
            if !self.has(Fault::LastReaderWakesNobody) {
                self.wake_writer();
            }
        }
    }

    // ---- Writers ----

    pub(crate) fn write(&self) {
        // ORDERING: see above.
        if self
            .state
            .compare_exchange(0, WRITER, Acquire, Relaxed)
            .is_err()
        {
            self.write_contended();
        }
    }

    fn admits_a_writer(&self, state: u32) -> bool {
        match self.fault {
            Fault::OverlooksWriter => state & READERS == 0,
            Fault::OverlooksReaders => state & WRITER == 0,
            _ => state & (WRITER | READERS) == 0,
        }
    }

    fn write_contended(&self) {
        let mut shut = 0;
        let mut kept = None;
        // ORDERING: see above.
        let mut state = self.state.load(Relaxed);
        loop {
            if self.admits_a_writer(state) {
                let writer = if self.has(Fault::LosesWriter) {
                    0
                } else {
                    WRITER
                };
                let others = if self.has(Fault::ForgetsOthers) {
                    0
                } else {
                    shut
                };
                let with_us = state | writer | others;
                // ORDERING: see above.
                match self
                    .state
                    .compare_exchange(state, with_us, Acquire, Relaxed)
                {
                    Ok(_) => return,
                    Err(now) => state = now,
                }
                continue;
            }
            shut = WRITERS_WAIT;
            if state & WRITERS_WAIT == 0 && !self.has(Fault::WriterDoesNotSay) {
                // ORDERING: see above.
                self.state.fetch_or(WRITERS_WAIT, Relaxed);
            }
            // ORDERING: see above.
            let mut wakes = self.wakes.load(Acquire);
            if self.has(Fault::KeepsNumber) {
                wakes = *kept.get_or_insert(wakes);
            }
            // ORDERING: see above.
            state = self.state.load(Relaxed);
            let is_to_wait = !self.admits_a_writer(state)
                && (state & WRITERS_WAIT != 0 || self.has(Fault::WriterDoesNotSay));
            if is_to_wait {
                if self.has(Fault::ReadsNumberLast) {
                    // ORDERING: see above.
                    wakes = self.wakes.load(Acquire);
                }
                futex::wait(&self.wakes, wakes);
                // ORDERING: see above.
                state = self.state.load(Relaxed);
            }
        }
    }

    pub(crate) fn write_unlock(&self) {
        self.leave(0);
    }

    pub(crate) fn downgrade(&self) {
        match self.fault {
            Fault::DowngradesInTwoSteps => {
                self.leave(0);
                self.read();
            }
            Fault::DowngradesQuietly => {
                let reading = |state| Some((state & READERS) + READER);
                // ORDERING: see above.
                let _ = self.state.fetch_update(Release, Relaxed, reading);
            }
            _ => self.leave(READER),
        }
    }

    fn leave(&self, stay: u32) {
        if self.has(Fault::WakesFirst) {
            self.wake_writer();
        }
        if self.has(Fault::StoresZero) {
            // ORDERING: see above.
            let before = self.state.swap(stay, Release);
            self.wake(before);
            return;
        }
        let without_us = |state| Some((state & READERS) + stay);
        // ORDERING: see above.
        let left = self.state.fetch_update(Release, Relaxed, without_us);
        let before = left.expect("it never declines");
        if !self.has(Fault::WakesFirst) {
            self.wake(before);
        }
    }

    fn wake(&self, before: u32) {
        if before & READERS_WAIT != 0 && !self.has(Fault::WakesNoReaders) {
            if self.has(Fault::WakesOneReader) {
                futex::wake_one(&raw const self.state);
            } else {
                futex::wake_all(&raw const self.state);
            }
            if self.has(Fault::WakesOneKind) {
                return;
            }
        }
        if before & WRITERS_WAIT != 0 && !self.has(Fault::WakesNoWriter) {
            self.wake_writer();
        }
    }

    fn wake_writer(&self) {
        if !self.has(Fault::SameNumber) {
            // ORDERING: see above.
            self.wakes.fetch_add(1, Release);
        }
        futex::wake_one(&raw const self.wakes);
    }
}
