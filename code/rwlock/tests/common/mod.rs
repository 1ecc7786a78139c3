//! What the models share.
#![allow(dead_code, reason = "no test uses all of it")]

use std::rc;

use platform::cell::UnsafeCell;
use platform::model::crew;

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
