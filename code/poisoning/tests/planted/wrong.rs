//! Layers with one fault each.

use std::ops::{Deref, DerefMut};

use platform::atomic::{
    AtomicBool, AtomicU32,
    Ordering::{Acquire, Relaxed},
};
use platform::hint;
use poisoning::{Entry, Flag, Leave, LockResult, PoisonError};

/// A guard that is right: the flag, and then the lock.
pub(crate) struct Guard<'a, T> {
    leave: Leave<'a>,
    value: mutex::MutexGuard<'a, T>,
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

fn answer<D>(is_set: bool, data: D) -> LockResult<D> {
    if is_set {
        Err(PoisonError::new(data))
    } else {
        Ok(data)
    }
}

/// Looks at the flag, and then takes the lock.
pub(crate) struct Early<T> {
    flag: Flag,
    mutex: mutex::Mutex<T>,
}

impl<T> Early<T> {
    pub(crate) fn new(value: T) -> Self {
        Self {
            flag: Flag::new(),
            mutex: mutex::Mutex::new(value),
        }
    }

    // ANCHOR: early
    pub(crate) fn lock(&self) -> LockResult<Guard<'_, T>> {
        let is_set = self.flag.is_set();
        let value = self.mutex.lock();
        let guard = Guard {
            leave: Leave::new(&self.flag),
            value,
        };
        answer(is_set, guard)
    }
    // ANCHOR_END: early
}

/// A lock that is right, with a guard that isn't where it is mapped.
pub(crate) struct Mapping<T> {
    flag: Flag,
    mutex: mutex::Mutex<T>,
}

impl<T> Mapping<T> {
    pub(crate) fn new(value: T) -> Self {
        Self {
            flag: Flag::new(),
            mutex: mutex::Mutex::new(value),
        }
    }

    pub(crate) fn lock(&self) -> LockResult<Guard<'_, T>> {
        let value = self.mutex.lock();
        let guard = Guard {
            leave: Leave::new(&self.flag),
            value,
        };
        answer(self.flag.is_set(), guard)
    }

    pub(crate) fn is_poisoned(&self) -> bool {
        self.flag.is_set()
    }

    pub(crate) fn clear_poison(&self) {
        self.flag.clear();
    }
}

/// A guard of a part.
pub(crate) struct Part<'a, U> {
    _leave: Leave<'a>,
    _part: mutex::MappedMutexGuard<'a, U>,
}

impl<'a, T> Guard<'a, T> {
    /// Notes a panic of the closure where this ends.
    // ANCHOR: mapping
    pub(crate) fn map<U, F>(guard: Self, part: F) -> Part<'a, U>
    where
        F: FnOnce(&mut T) -> &mut U,
    {
        let Self { leave, value } = guard;
        Part {
            _part: mutex::MutexGuard::map(value, part),
            _leave: leave,
        }
    }
    // ANCHOR_END: mapping

    /// Notes a panic of the closure in there, and where this ends.
    pub(crate) fn map_and_note_twice<U, F>(guard: Self, part: F) -> Part<'a, U>
    where
        F: FnOnce(&mut T) -> &mut U,
    {
        let Self { leave, value } = guard;
        Part {
            _part: mutex::MutexGuard::map(value, |value| leave.during(|| part(value))),
            _leave: leave,
        }
    }
}

/// Sets the flag as soon as the lock is held, and takes it back if nothing has happened.
pub(crate) struct Eager {
    is_set: AtomicBool,
    mutex: mutex::Mutex<()>,
}

impl Eager {
    pub(crate) fn new() -> Self {
        Self {
            is_set: AtomicBool::new(false),
            mutex: mutex::Mutex::new(()),
        }
    }

    pub(crate) fn with(&self, f: impl FnOnce()) {
        let _held = self.mutex.lock();
        // ORDERING: Relaxed: the lock orders both.
        self.is_set.store(true, Relaxed);
        f();
        self.is_set.store(false, Relaxed);
    }

    pub(crate) fn is_poisoned(&self) -> bool {
        // ORDERING: Relaxed, as in `Flag`.
        self.is_set.load(Relaxed)
    }
}

/// A lock whose release releases nothing, with a flag.
pub(crate) struct Unordered {
    flag: Flag,
    is_held: AtomicBool,
    turns: AtomicU32,
}

pub(crate) struct Held<'a> {
    lock: &'a Unordered,
    entry: Entry,
    turn: u32,
}

impl Unordered {
    pub(crate) fn new() -> Self {
        Self {
            flag: Flag::new(),
            is_held: AtomicBool::new(false),
            turns: AtomicU32::new(0),
        }
    }

    pub(crate) fn lock(&self) -> Held<'_> {
        // ORDERING: Acquire, whose Release is missing.
        while self.is_held.swap(true, Acquire) {
            hint::spin_loop();
            platform::thread::yield_now();
        }
        Held {
            lock: self,
            entry: self.flag.enter(),
            // ORDERING: Relaxed: read and changed in one step, so no turn has another's number.
            turn: self.turns.fetch_add(1, Relaxed) + 1,
        }
    }
}

impl Held<'_> {
    pub(crate) fn is_poisoned(&self) -> bool {
        self.lock.flag.is_set()
    }

    /// Which holder this is, from 1.
    pub(crate) fn turn(&self) -> u32 {
        self.turn
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.lock.flag.leave(&self.entry);
        // ORDERING: Relaxed, the planted fault.
        self.lock.is_held.swap(false, Relaxed);
    }
}
