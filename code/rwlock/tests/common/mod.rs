//! What the models share.
#![allow(dead_code, reason = "no test uses all of it")]

use std::sync::Arc as StdArc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};

use platform::cell::UnsafeCell;
use platform::sync::Arc;
use platform::thread::{Options, start, yield_now};

/// Counts outside the model: std's atomics are no part of what is checked.
///
/// ORDERING: `SeqCst` throughout. On real threads these counts decide when a test goes on; in a model they order nothing.
#[derive(Clone, Default)]
pub(crate) struct Tally(StdArc<AtomicUsize>);

impl Tally {
    pub(crate) fn count(&self) -> usize {
        self.0.fetch_add(1, SeqCst) + 1
    }

    pub(crate) fn count_off(&self) {
        self.0.fetch_sub(1, SeqCst);
    }

    pub(crate) fn get(&self) -> usize {
        self.0.load(SeqCst)
    }

    /// Waits for other threads, with nothing that orders memory.
    pub(crate) fn wait_for(&self, count: usize) {
        let deadline = Instant::now() + Duration::from_mins(1);
        while self.get() < count {
            assert!(Instant::now() < deadline, "waited for a minute");
            yield_now();
        }
    }
}

/// Runs `work` on so many threads at once, this one among them, each with its number, to their ends. What they share is returned.
pub(crate) fn crew<T: Send + Sync + 'static>(
    threads: usize,
    shared: T,
    work: impl Fn(usize, &T) + Clone + Send + 'static,
) -> Arc<T> {
    let shared = Arc::new(shared);
    let ended = Tally::default();
    for number in 1..threads {
        let (theirs, work, end) = (Arc::clone(&shared), work.clone(), ended.clone());
        let main = move || {
            work(number, &theirs);
            drop(theirs);
            end.count();
        };
        start(&Options::default(), Box::new(main)).expect("a thread");
    }
    work(0, &shared);
    ended.wait_for(threads - 1);
    shared
}

/// A lock without a value: the book's, and its stages.
pub(crate) trait Raw: Send + Sync {
    fn new() -> Self;
    fn read(&self);
    fn read_unlock(&self);
    fn write(&self);
    fn write_unlock(&self);
}

macro_rules! raw {
    ($($lock:path)*) => {$(
        impl Raw for $lock {
            fn new() -> Self {
                Self::new()
            }

            fn read(&self) {
                self.read();
            }

            fn read_unlock(&self) {
                // SAFETY: `Guarded` has called `read`.
                unsafe { self.read_unlock() };
            }

            fn write(&self) {
                self.write();
            }

            fn write_unlock(&self) {
                // SAFETY: `Guarded` has called `write`.
                unsafe { self.write_unlock() };
            }
        }
    )*};
}

raw! {
    rwlock::RawRwLock
    rwlock::stages::counting::RawRwLock
    rwlock::stages::sleeping::RawRwLock
    rwlock::stages::closing::RawRwLock
}

/// A number under such a lock.
pub(crate) struct Guarded<L> {
    raw: L,
    number: UnsafeCell<usize>,
}

// SAFETY: the lock has to keep the accesses apart, or a model fails.
unsafe impl<L: Sync> Sync for Guarded<L> {}

impl<L: Raw> Guarded<L> {
    pub(crate) fn new(raw: L) -> Self {
        Self {
            raw,
            number: UnsafeCell::new(0),
        }
    }

    /// The number, read under the lock.
    pub(crate) fn get(&self) -> usize {
        self.raw.read();
        // SAFETY: see `Sync`.
        let number = self.number.with(|number| unsafe { *number });
        self.raw.read_unlock();
        number
    }

    /// Adds one, under the lock.
    pub(crate) fn add(&self) {
        self.raw.write();
        // SAFETY: see `Sync`.
        self.number.with_mut(|number| unsafe { *number += 1 });
        self.raw.write_unlock();
    }
}
