//! Readers and writers without a value: two words.
//!
//! # Problem
//!
//! Readers may be in together, a writer only alone. Whoever can't come in sleeps, and is woken when it may be able to. A writer must not wait
//! for ever while readers come and go, and must not be woken by each of them.
//!
//! # Strategy
//!
//! One word, `state`, says who is in: a count of readers, a bit for a writer. Two more bits say who sleeps. A reader comes in by one
//! addition, which says in the same step whether it may; if not, it takes the addition back. A writer that has to wait *shuts the door*: while
//! its bit is set, readers that come keep out. Those that are in leave, and the last of them wakes a writer.
//!
//! Readers sleep on `state`. Writers sleep on a word of their own, `wakes`, a number that changes only when one of them is to be woken: a
//! reader that comes in and leaves by an open door changes `state` and nothing else. One that comes to a shut door when nobody is in takes
//! its count back as the last reader, and wakes a writer, though one has been woken already: a call too many, and no harm.
//!
//! A writer that leaves opens the door, and wakes all readers and one writer. Until a writer shuts the door again, or is in, readers come in. If a
//! reader was faster, the writer shuts the door behind it; if the writer was, the readers wait once more.
//!
//! # The bits of `state`
//!
//! | bits | name | what it says |
//! |---|---|---|
//! | 0 to 28 | the count | readers that are in, and those that have counted themselves too early and are about to take it back |
//! | 29 | `READERS_WAIT` | readers may sleep on `state` |
//! | 30 | `WRITERS_WAIT` | writers may sleep on `wakes`; the door is shut |
//! | 31 | `WRITER` | a writer is in |
//!
//! # States
//!
//! | `WRITER` | `WRITERS_WAIT` | count | what it means |
//! |---|---|---|---|
//! | 0 | 0 | 0 | free |
//! | 0 | 0 | n | readers are in, or are about to take back that they have come |
//! | 0 | 1 | n | the same, and a writer waits until they have left or taken it back |
//! | 0 | 1 | 0 | they have: whichever writer looks next is in |
//! | 1 | 0 or 1 | n | a writer is in, and n readers are about to take back that they have come |
//!
//! # Invariants
//!
//! 1. A reader is in from the addition that found no flag and room, or from the exchange in `read_contended` that found the same, until its
//!    subtraction. A writer is in from the exchange that found the count 0 and `WRITER` not set until `WRITER` is cleared, for it alone.
//! 2. All three flags are cleared in one step, by a writer that leaves. Whoever clears `READERS_WAIT` wakes all readers, and whoever
//!    clears `WRITERS_WAIT` one writer.
//! 3. `READERS_WAIT` is set only beside one of the others.
//! 4. `WRITERS_WAIT` without `WRITER`: the writer that set it is still waiting, and it or another will come in. So the door doesn't
//!    stay shut. (It may be set when nobody is in any more. Then that writer finds nobody in, and comes in with it.) Waiting is never given up: a
//!    timeout would have to open the door again.
//! 5. The last reader to leave a shut door wakes one writer, and a writer that has seen a reader in sleeps only until then.
//! 6. At most `MAX_READERS` readers are in. Those that have counted themselves too early come on top, one for a thread, and there is room for as
//!    many again.
//!
//! # Memory
//!
//! Whoever leaves releases, whoever comes in acquires, both on `state`. All changes of `state` are read-modify-writes, so a writer that finds the
//! count 0 has heard from every reader, not only from the last.
//!
//! # Not promised
//!
//! - Which of the writers is next, or whether readers or a writer are after a writer. Among writers one may be overtaken again and again, and
//!   readers may lose to a writer each time.
//! - That a writer keeps readers out for as long as it waits. It does from when it has shut the door until the next writer leaves.
//! - A wake-up, should `wakes` come round to the same number, by 2<sup>32</sup> wake-ups, between a writer's look at it and its sleep.
//! - That a thread may read twice at once: if a writer comes in between, it waits for itself.
//! - That a lock may be freed by another thread as soon as that has it: leaving touches both words. Guards borrow the lock, and so it
//!   is still there.
//!
//! # Source
//!
//! The word for writers to sleep on is that of the standard library's `sys/sync/rwlock/futex.rs`. There readers come in by an exchange, and the last
//! reader may open the door; here they come in by an addition, and the door stays shut until a writer has come in.

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::{futex, hint};

// ANCHOR: bits
/// One reader in the count.
const READER: u32 = 1;
/// The count, with room for those that come too early.
const READERS: u32 = (1 << 29) - 1;
/// The most readers that may be in: more than any machine has threads, but
/// guards can be forgotten.
const MAX_READERS: u32 = 1 << 28;
/// Readers may sleep on `state`.
const READERS_WAIT: u32 = 1 << 29;
/// Writers may sleep on `wakes`, and readers that come keep out.
const WRITERS_WAIT: u32 = 1 << 30;
/// A writer is in.
const WRITER: u32 = 1 << 31;

/// No flag is set, and there is room: flags are greater than any count.
const fn admits_a_reader(state: u32) -> bool {
    state < MAX_READERS
}

/// Nobody is in.
const fn admits_a_writer(state: u32) -> bool {
    state & (WRITER | READERS) == 0
}

/// The door is shut, no writer is in, and of the readers there is one.
const fn is_last_reader_of_a_shut_door(state: u32) -> bool {
    state & !READERS_WAIT == WRITERS_WAIT | READER
}
// ANCHOR_END: bits

// ANCHOR: words
/// A reader-writer lock that protects nothing yet.
pub struct RawRwLock {
    /// Who is in, and whether others wait. Readers sleep on it.
    state: AtomicU32,
    /// How often a writer has been woken. Writers sleep on it.
    wakes: AtomicU32,
}
// ANCHOR_END: words

impl RawRwLock {
    platform::const_fn! {
        /// A lock with nobody in.
        pub const fn new() -> Self {
            Self {
                state: AtomicU32::new(0),
                wakes: AtomicU32::new(0),
            }
        }
    }

    // ANCHOR: read
    /// Waits until no writer is in and the door isn't shut, and comes in as a
    /// reader.
    ///
    /// # Panics
    /// When there are 2<sup>28</sup> readers in, or nearly: those that take
    /// back that they came count until they have.
    #[inline]
    pub fn read(&self) {
        // ORDERING: acquires what the last writer released in `leave`.
        let before = self.state.fetch_add(READER, Acquire);
        if !admits_a_reader(before) {
            self.read_contended();
        }
    }

    /// Leaves as a reader.
    ///
    /// # Safety
    /// The caller is in as a reader, and has finished with what is protected.
    #[inline]
    pub unsafe fn read_unlock(&self) {
        self.count_off();
    }

    #[inline]
    fn count_off(&self) {
        // ORDERING: releases what was read, to the writer that comes in next:
        // it must not write earlier.
        let before = self.state.fetch_sub(READER, Release);
        debug_assert!(before & READERS != 0, "more readers leave than came");
        if is_last_reader_of_a_shut_door(before) {
            self.wake_writer();
        }
    }
    // ANCHOR_END: read

    // ANCHOR: read_contended
    #[cold]
    fn read_contended(&self) {
        // A writer may have come to wait for this count meanwhile: taking it
        // back is leaving.
        self.count_off();
        let mut state = self.look(|state| state < WRITERS_WAIT);
        loop {
            if admits_a_reader(state) {
                let with_us = state + READER;
                // ORDERING: as in `read`.
                match self
                    .state
                    .compare_exchange_weak(state, with_us, Acquire, Relaxed)
                {
                    Ok(_) => return,
                    Err(now) => state = now,
                }
                continue;
            }
            assert!(state >= READERS_WAIT, "too many readers");
            let awaited = state | READERS_WAIT;
            if state != awaited {
                // ORDERING: Relaxed: it carries nothing but the flag.
                let set = self
                    .state
                    .compare_exchange(state, awaited, Relaxed, Relaxed);
                if let Err(now) = set {
                    state = now;
                    continue;
                }
            }
            // If the flags were cleared meanwhile, the word has changed, and
            // this returns at once. If they are cleared later, all are woken.
            futex::wait(&self.state, awaited);
            state = self.look(|state| state < WRITERS_WAIT);
        }
    }
    // ANCHOR_END: read_contended

    /// Comes in as a reader if no writer is in, the door isn't shut, and there
    /// is room.
    #[inline]
    pub fn try_read(&self) -> bool {
        let with_us = |state| admits_a_reader(state).then_some(state + READER);
        // ORDERING: as in `read`.
        let came_in = self.state.fetch_update(Acquire, Relaxed, with_us);
        came_in.is_ok()
    }

    // ANCHOR: write
    /// Waits until nobody is in, and comes in as a writer.
    #[inline]
    pub fn write(&self) {
        if !self.try_write() {
            self.write_contended();
        }
    }

    /// Comes in as a writer if nobody is in, nobody waits, and no reader is
    /// about to take back that it came.
    #[inline]
    pub fn try_write(&self) -> bool {
        // ORDERING: acquires what the last writer released in `leave`, and what
        // all readers since have released in `count_off`.
        let came_in = self.state.compare_exchange(0, WRITER, Acquire, Relaxed);
        came_in.is_ok()
    }
    // ANCHOR_END: write

    // ANCHOR: write_contended
    #[cold]
    fn write_contended(&self) {
        let mut state = self.look(admits_a_writer);
        // Once this has waited, others may have shut the door with it. When the
        // door was opened one writer was woken: it answers for the others.
        let mut shut = 0;
        loop {
            if admits_a_writer(state) {
                let with_us = state | WRITER | shut;
                // ORDERING: as in `try_write`.
                match self
                    .state
                    .compare_exchange_weak(state, with_us, Acquire, Relaxed)
                {
                    Ok(_) => return,
                    Err(now) => state = now,
                }
                continue;
            }
            shut = WRITERS_WAIT;
            if state & WRITERS_WAIT == 0 {
                // ORDERING: Relaxed: it carries nothing but the flag.
                self.state.fetch_or(WRITERS_WAIT, Relaxed);
            }
            // ORDERING: acquires what came before the number was changed, in
            // `wake_writer`: who reads the new number sees the new state.
            let wakes = self.wakes.load(Acquire);
            // ORDERING: Relaxed: it only looks.
            state = self.state.load(Relaxed);
            // If somebody was in and the door shut when we read the number, it
            // is changed when they have left. If that is before we sleep, the
            // wait returns at once.
            if !admits_a_writer(state) && state & WRITERS_WAIT != 0 {
                futex::wait(&self.wakes, wakes);
                state = self.look(admits_a_writer);
            }
        }
    }
    // ANCHOR_END: write_contended

    // ANCHOR: leave
    /// Leaves as a writer.
    ///
    /// # Safety
    /// The caller is in as a writer, and has finished with what is protected.
    #[inline]
    pub unsafe fn write_unlock(&self) {
        self.leave(0);
    }

    /// Leaves as a writer and comes in as a reader, in one step.
    ///
    /// # Safety
    /// The caller is in as a writer, and from now on reads what is protected.
    #[inline]
    pub unsafe fn downgrade(&self) {
        self.leave(READER);
    }

    #[inline]
    fn leave(&self, stay: u32) {
        // ORDERING: releases what was written, to whoever comes in next.
        let left = self.state.compare_exchange(WRITER, stay, Release, Relaxed);
        if left.is_err() {
            self.leave_contended(stay);
        }
    }

    #[cold]
    fn leave_contended(&self, stay: u32) {
        // Those that have counted themselves too early keep their count.
        let without_us = |state| Some((state & READERS) + stay);
        // ORDERING: as in `leave`.
        let left = self.state.fetch_update(Release, Relaxed, without_us);
        let before = left.unwrap_or_else(|_| unreachable!("it never declines"));
        debug_assert!(before & WRITER != 0, "a writer leaves that wasn't in");
        if before & READERS_WAIT != 0 {
            futex::wake_all(&raw const self.state);
        }
        if before & WRITERS_WAIT != 0 {
            self.wake_writer();
        }
    }

    #[cold]
    fn wake_writer(&self) {
        // ORDERING: releases the change of `state` before it, to the writer
        // that reads this number.
        self.wakes.fetch_add(1, Release);
        futex::wake_one(&raw const self.wakes);
    }
    // ANCHOR_END: leave

    // ANCHOR: look
    /// Looks at `state` for a while, less and less often: who looks takes the
    /// cache line away from those who are to change it.
    fn look(&self, until: impl Fn(u32) -> bool) -> u32 {
        let mut pauses = 8;
        // In a model it looks once: if it let others go on first, no execution
        // would show what happens if they don't.
        let mut looks = hint::rounds(8);
        loop {
            // ORDERING: Relaxed: it only looks.
            let state = self.state.load(Relaxed);
            looks -= 1;
            if looks == 0 || until(state) {
                return state;
            }
            for _ in 0..pauses {
                hint::spin_loop();
            }
            pauses += pauses / 2;
        }
    }
    // ANCHOR_END: look
}

impl Default for RawRwLock {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(all(test, not(model)))]
mod tests {
    use std::panic::catch_unwind;
    use std::time::Duration;

    use super::*;

    fn with_readers(count: u32) -> RawRwLock {
        RawRwLock {
            state: AtomicU32::new(count),
            wakes: AtomicU32::new(0),
        }
    }

    // ANCHOR: too_many
    /// A reader too many panics, by `read`, and isn't let in, by `try_read`;
    /// the count is what it was.
    #[test]
    fn a_reader_too_many_is_refused() {
        // Without the check it would wait for ever.
        harness::watchdog(Duration::from_mins(1), || {
            let mut lock = with_readers(MAX_READERS - 1);
            lock.read();
            let panic = catch_unwind(|| lock.read()).unwrap_err();
            assert_eq!(panic.downcast_ref(), Some(&"too many readers"));
            assert!(!lock.try_read());
            assert_eq!(*lock.state.get_mut(), MAX_READERS);
            // SAFETY: a reader came in above.
            unsafe { lock.read_unlock() };
            assert!(lock.try_read());
        });
    }
    // ANCHOR_END: too_many

    /// However many threads count themselves too early, the flags are safe from the count.
    #[test]
    fn a_full_count_does_not_reach_the_flags() {
        assert_eq!(READERS & (READERS_WAIT | WRITERS_WAIT | WRITER), 0);
        assert_eq!((2 * MAX_READERS - 1) & !READERS, 0);
        assert!(!admits_a_reader(READERS_WAIT) && !admits_a_reader(MAX_READERS));
    }
}
