//! What the models share.
#![allow(dead_code, reason = "no test uses all of it")]

use std::rc;
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

/// Runs `work` on so many threads at once, this one among them, each with its number; the last to end runs `last`.
///
/// In a model nobody waits for the others: an execution ends when all its threads have, and if one sleeps for ever that is a deadlock.
pub(crate) fn crew<T: Send + Sync + 'static>(
    threads: usize,
    shared: T,
    work: impl Fn(usize, &T) + Clone + Send + 'static,
    last: impl Fn(&T) + Clone + Send + 'static,
) {
    let shared = Arc::new(shared);
    let (ended, over) = (Tally::default(), Tally::default());
    let main = move |number: usize| {
        let (shared, work, last) = (Arc::clone(&shared), work.clone(), last.clone());
        let (ended, over) = (ended.clone(), over.clone());
        move || {
            work(number, &shared);
            if ended.count() == threads {
                last(&shared);
                over.count();
            }
            over
        }
    };
    for number in 1..threads {
        let main = main(number);
        start(&Options::default(), Box::new(move || drop(main()))).expect("a thread");
    }
    let ours = main(0);
    drop(main);
    let over = ours();
    if !cfg!(model) {
        over.wait_for(1);
    }
}

/// Runs `work` on so many threads at once, this one among them, each with its number.
pub(crate) fn meet<T: Send + Sync + 'static>(
    threads: usize,
    shared: T,
    work: impl Fn(usize, &T) + Clone + Send + 'static,
) {
    crew(threads, shared, work, |_| ());
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

// ---- Types whose misuse a model sees ----

/// A `Cell` whose accesses the model sees. It is `Send` and not `Sync`, like any cell.
pub(crate) struct Cell(UnsafeCell<u32>);

impl Cell {
    pub(crate) fn new() -> Self {
        Self(UnsafeCell::new(0))
    }

    pub(crate) fn add_one(&self) {
        // SAFETY: a cell isn't `Sync`: nobody else uses it meanwhile.
        self.0.with_mut(|place| unsafe { *place += 1 });
    }
}

/// An `Rc` whose count the model sees. It is neither `Send` nor `Sync`, like any `Rc`.
pub(crate) struct Rc(rc::Rc<Cell>);

impl Rc {
    pub(crate) fn new() -> Self {
        Self(rc::Rc::new(Cell::new()))
    }
}

impl Clone for Rc {
    fn clone(&self) -> Self {
        self.0.add_one();
        Self(rc::Rc::clone(&self.0))
    }
}

impl Drop for Rc {
    fn drop(&mut self) {
        self.0.add_one();
    }
}

/// What may be shared and must be cloned and dropped on its own thread: `Sync`, and not `Send`.
pub(crate) struct Stays(Rc);

// SAFETY: nothing can be done with a `&Stays`.
unsafe impl Sync for Stays {}

impl Stays {
    pub(crate) fn new() -> Self {
        Self(Rc::new())
    }

    /// Another, for the thread that this belongs to. An exclusive reference, so that no `&Stays` can do it.
    pub(crate) fn another(&mut self) -> Self {
        Self(self.0.clone())
    }
}
