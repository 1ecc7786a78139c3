//! What the exercises share: how one set of tests is put to several files, and threads that can be waited for, on
//! an operating system and in a model alike.
#![allow(dead_code, reason = "no exercise uses all of it")]

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::cell::UnsafeCell;
use platform::futex;
use platform::sync::Arc;
use platform::thread::{Options, start};

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
                clippy::unused_self,
                reason = "what isn't right may not use all that its signature offers"
            )]
            mod given;
            #[path = "tests.rs"]
            #[allow(clippy::duplicate_mod, reason = "each file is put to the same tests")]
            mod tests;
        }
    )*};
}

/// A thread that can be waited for.
pub(crate) struct Thread(Arc<AtomicU32>);

impl Thread {
    /// Starts it.
    pub(crate) fn start(main: impl FnOnce() + Send + 'static) -> Self {
        let ended = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&ended);
        let main = move || {
            main();
            // ORDERING: Release, for the load in `join`.
            theirs.store(1, Release);
            futex::wake_one(&raw const *theirs);
        };
        start(&Options::default(), Box::new(main)).expect("no thread");
        Self(ended)
    }

    /// Waits until it has ended.
    pub(crate) fn join(self) {
        // ORDERING: Acquire, for the store in `start`.
        while self.0.load(Acquire) == 0 {
            futex::wait(&self.0, 0);
        }
    }
}

/// A number that several threads add to. It puts nothing in order.
pub(crate) struct Tally(AtomicU32);

impl Tally {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(AtomicU32::new(0)))
    }

    /// Adds one, and returns what there was before.
    pub(crate) fn add(&self) -> u32 {
        // ORDERING: Relaxed, on purpose: see the type.
        self.0.fetch_add(1, Relaxed)
    }

    /// What it has come to.
    pub(crate) fn total(&self) -> u32 {
        // ORDERING: Relaxed, on purpose: see the type.
        self.0.load(Relaxed)
    }
}

/// A value that one thread writes and another reads. It puts the two in no order: whatever is under test has to,
/// and a model reports a data race where it doesn't.
pub(crate) struct Place(UnsafeCell<u32>);

// SAFETY: none, and that is its use: a model fails when two accesses aren't ordered.
unsafe impl Sync for Place {}

impl Place {
    pub(crate) fn new() -> Self {
        Self(UnsafeCell::new(0))
    }

    /// Writes.
    pub(crate) fn write(&self, value: u32) {
        // SAFETY: see `Sync`.
        self.0.with_mut(|place| unsafe { *place = value });
    }

    /// Reads.
    pub(crate) fn read(&self) -> u32 {
        // SAFETY: see `Sync`.
        self.0.with(|place| unsafe { *place })
    }
}
