//! Layers with one fault each.

use std::ops::{Deref, DerefMut};

use platform::atomic::{
    AtomicBool, AtomicU32,
    Ordering::{Acquire, Relaxed},
};
use platform::hint;
use poisoning::{Entry, Flag, LockResult, PoisonError};

/// A guard that is right: the flag, and then the lock.
pub(crate) struct Guard<'a, T> {
    _leave: Leave<'a>,
    value: mutex::MutexGuard<'a, T>,
}

struct Leave<'a> {
    flag: &'a Flag,
    entry: Entry,
}

impl<'a> Leave<'a> {
    fn new(flag: &'a Flag) -> Self {
        let entry = flag.enter();
        Self { flag, entry }
    }
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.flag.leave(&self.entry);
    }
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
            _leave: Leave::new(&self.flag),
            value,
        };
        answer(is_set, guard)
    }
    // ANCHOR_END: early
}

/// Notes a panic of `map`'s closure where `map` is called.
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
            _leave: Leave::new(&self.flag),
            value,
        };
        answer(self.flag.is_set(), guard)
    }

    /// Takes the lock, and calls `part` with the value.
    // ANCHOR: mapping
    pub(crate) fn map<U>(&self, part: impl FnOnce(&mut T) -> &mut U) {
        let value = self.mutex.lock();
        let leave = Leave::new(&self.flag);
        let part = mutex::MutexGuard::map(value, part);
        drop(leave);
        drop(part);
    }
    // ANCHOR_END: mapping
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
