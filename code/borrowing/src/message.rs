//! The third repair: the number has one owner, and everybody else sends messages.
//!
//! # States
//!
//! | `state` | meaning | who may touch the message |
//! |---|---|---|
//! | [`EMPTY`] | there is none | nobody |
//! | [`BUSY`] | it is being put in or taken out | the thread that has made it so |
//! | [`FULL`] | there is one | nobody |
//!
//! # Invariants
//!
//! 1. Whoever has changed the state to `BUSY` is alone with the message until it changes the state on.
//! 2. Every change from `BUSY` wakes all who sleep, and a thread sleeps only on the state that it has found.
//!
//! # Memory orderings
//!
//! The store that ends `BUSY` is a Release and the compare-exchange that begins it an Acquire: who receives a message sees
//! what its sender did before.

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use platform::atomic::AtomicU32;
use platform::cell::UnsafeCell;
use platform::futex;

/// There is no message. Every change of state wakes, so the values could be any.
const EMPTY: u32 = 0;
/// A message is being put in or taken out.
const BUSY: u32 = 1;
/// There is a message.
const FULL: u32 = 2;

/// A place for one message.
#[derive(Debug)]
pub struct Slot<T> {
    state: AtomicU32,
    message: UnsafeCell<Option<T>>,
}

// SAFETY: only the thread that has made the state `BUSY` touches the message (invariant 1), and the orderings put those
// threads one after the other. A message goes from one thread to another: hence `T: Send`. No two have a reference
// to it, so `T: Sync` isn't needed.
unsafe impl<T: Send> Sync for Slot<T> {}

impl<T> Slot<T> {
    platform::const_fn! {
        /// A place without a message.
        pub const fn new() -> Self {
            Self { state: AtomicU32::new(EMPTY), message: UnsafeCell::new(None) }
        }
    }

    // ANCHOR: send
    /// Waits until there is no message, and leaves one.
    pub fn send(&self, message: T) {
        self.claim(EMPTY);
        // SAFETY: we have made it `BUSY`, and nobody else touches it.
        self.message
            .with_mut(|slot| unsafe { *slot = Some(message) });
        self.pass_on(FULL);
    }

    /// Waits for a message, and takes it.
    ///
    /// # Panics
    /// Never: a place that is full has a message.
    pub fn receive(&self) -> T {
        self.claim(FULL);
        // SAFETY: we have made it `BUSY`, and nobody else touches it.
        let message = self.message.with_mut(|slot| unsafe { (*slot).take() });
        self.pass_on(EMPTY);
        message.expect("a full place holds a message")
    }
    // ANCHOR_END: send

    // ANCHOR: claim
    /// Waits for a state, and makes it `BUSY`.
    fn claim(&self, wanted: u32) {
        let Self { state, .. } = self;
        // ORDERING: Acquire, for the Release of who was here before.
        // Relaxed if it fails: then nothing has been claimed.
        let claim = || state.compare_exchange(wanted, BUSY, Acquire, Relaxed);
        while let Err(found) = claim() {
            futex::wait(state, found);
        }
    }

    /// Ends what `claim` began.
    fn pass_on(&self, next: u32) {
        // ORDERING: Release, for the Acquire of who comes next.
        self.state.store(next, Release);
        futex::wake_all(&raw const self.state);
    }
    // ANCHOR_END: claim
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self::new()
    }
}

// ANCHOR: counter
/// Counts what it is told. The number itself is a variable of one thread.
#[derive(Debug)]
pub struct Counter {
    mail: Slot<u32>,
}
// ANCHOR_END: counter

impl Counter {
    platform::const_fn! {
        /// A counter that has been told nothing.
        pub const fn new() -> Self {
            Self { mail: Slot::new() }
        }
    }

    // ANCHOR: add
    /// Asks the owner to add 1, and waits until there is room for the message.
    pub fn add(&self) {
        self.mail.send(1);
    }

    /// Is the owner: receives as many messages, and returns their sum.
    pub fn count(&self, messages: u32) -> u32 {
        let mut count = 0;
        for _ in 0..messages {
            count += self.mail.receive();
        }
        count
    }
    // ANCHOR_END: add
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}
