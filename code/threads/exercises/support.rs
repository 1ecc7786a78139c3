//! What the exercises share: how one set of tests is put to several files, and things that a test can observe
//! or hold back a thread with, on real threads and in a model alike.
#![allow(dead_code, reason = "no exercise uses all of it")]

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use platform::atomic::{
    AtomicBool, AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::cell::UnsafeCell;
use platform::futex;
use platform::sync::Arc;

/// A module for each file, with the tests of `tests.rs` in it: `exercise::tests::…`, `solution::tests::…`.
macro_rules! variants {
    ($($name:ident = $file:literal;)*) => {$(
        #[path = "."]
        mod $name {
            #[path = $file]
            #[allow(unreachable_pub, reason = "`pub` as it would be in a library")]
            #[allow(
                clippy::needless_pass_by_value,
                clippy::unnecessary_wraps,
                reason = "what isn't right may not use all that its signature offers"
            )]
            mod given;
            #[path = "tests.rs"]
            #[allow(clippy::duplicate_mod, reason = "each file is put to the same tests")]
            mod tests;
        }
    )*};
}

/// A value that one thread leaves and another looks for. It puts the two in no order: whatever is under test
/// has to, and a model reports a data race where it doesn't.
pub(crate) struct Place<T> {
    is_left: AtomicBool,
    value: UnsafeCell<Option<T>>,
}

// SAFETY: none, and that is its use: a model fails when two accesses aren't ordered.
unsafe impl<T: Send> Sync for Place<T> {}

impl<T: Copy> Place<T> {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            is_left: AtomicBool::new(false),
            value: UnsafeCell::new(None),
        })
    }

    /// Leaves the value.
    pub(crate) fn leave(&self, value: T) {
        // SAFETY: see `Sync`.
        self.value.with_mut(|place| unsafe { *place = Some(value) });
        // ORDERING: Relaxed, on purpose: see the type.
        self.is_left.store(true, Relaxed);
    }

    /// The value, if it has been left.
    pub(crate) fn find(&self) -> Option<T> {
        // ORDERING: Relaxed, on purpose: see the type.
        if !self.is_left.load(Relaxed) {
            return None;
        }
        // SAFETY: see `Sync`.
        self.value.with(|place| unsafe { *place })
    }
}

/// Holds threads back until it is opened.
pub(crate) struct Gate(AtomicU32);

impl Gate {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(AtomicU32::new(0)))
    }

    /// Lets everybody through, for good.
    pub(crate) fn open(&self) {
        // ORDERING: Release, for the load in `pass`.
        self.0.store(1, Release);
        futex::wake_all(&raw const self.0);
    }

    /// Waits until it is open.
    pub(crate) fn pass(&self) {
        // ORDERING: Acquire, for the store in `open`.
        while self.0.load(Acquire) == 0 {
            futex::wait(&self.0, 0);
        }
    }
}

/// A channel for one sender: std's `mpsc`, as far as an exercise needs it, made of what the model checker knows.
pub(crate) fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let queue = Arc::new(Queue {
        entries: Mutex::default(),
        added: AtomicU32::new(0),
    });
    let sender = Sender {
        queue: Arc::clone(&queue),
    };
    (sender, Receiver { queue, taken: 0 })
}

struct Queue<T> {
    /// `None` is the end: the sender is gone.
    entries: Mutex<VecDeque<Option<T>>>,
    /// How many entries there have been. The word that the receiver sleeps on.
    added: AtomicU32,
}

impl<T> Queue<T> {
    fn add(&self, entry: Option<T>) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.push_back(entry);
        // A model may switch threads at an atomic operation, and nobody may hold a lock of std's then.
        drop(entries);
        // ORDERING: Release, for the load in `next`: it publishes the entry.
        self.added.fetch_add(1, Release);
        futex::wake_one(&raw const self.added);
    }
}

/// Sends. When it is dropped the receiver's loop ends, after what was sent before.
pub(crate) struct Sender<T> {
    queue: Arc<Queue<T>>,
}

impl<T> Sender<T> {
    /// Sends a value, without waiting.
    pub(crate) fn send(&self, value: T) {
        self.queue.add(Some(value));
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.queue.add(None);
    }
}

/// Receives, by a `for` loop, which ends when the sender has been dropped.
pub(crate) struct Receiver<T> {
    queue: Arc<Queue<T>>,
    taken: u32,
}

impl<T> Iterator for Receiver<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let Queue { entries, added } = &*self.queue;
        // ORDERING: Acquire, for the `fetch_add` in `add`.
        while added.load(Acquire) == self.taken {
            futex::wait(added, self.taken);
        }
        let mut entries = entries.lock().unwrap_or_else(PoisonError::into_inner);
        let value = entries.pop_front().flatten()?;
        self.taken += 1;
        Some(value)
    }
}
