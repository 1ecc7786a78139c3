//! What the exercises share: how one set of tests is put to several files, and things that a test can observe
//! or hold back a thread with, on real threads and in a model alike.
#![allow(dead_code, reason = "no exercise uses all of it")]

use platform::atomic::{
    AtomicBool, AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::cell::UnsafeCell;
use platform::futex;

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
    pub(crate) fn new() -> Self {
        Self {
            is_left: AtomicBool::new(false),
            value: UnsafeCell::new(None),
        }
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
    pub(crate) fn new() -> Self {
        Self(AtomicU32::new(0))
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

/// Where two threads meet: neither goes on before the other has come.
pub(crate) struct Meeting([Gate; 2]);

impl Meeting {
    pub(crate) fn new() -> Self {
        Self([Gate::new(), Gate::new()])
    }

    /// Waits for the other one, as number 0 or 1.
    pub(crate) fn come(&self, number: usize) {
        self.0[number].open();
        self.0[1 - number].pass();
    }
}
