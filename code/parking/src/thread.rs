//! Handles of threads, each with a token: what `std::thread` has.
//!
//! # What is promised
//!
//! - [`park`] returns when the calling thread's token has been set, and [`park_timeout`] then or when its time has come. `std` leaves itself
//!   room to return for no reason. Ours doesn't; but any code that has the thread's handle may set the token, and any code that the
//!   thread calls may take it. So look again for what you wait for, in a loop.
//! - All that was done before a token was set happens before the `park` that takes it returns, and so does what came before an earlier one.
//! - Whoever has a handle may unpark the thread at any time, also when it has ended: then nothing happens.
//!
//! # What is not
//!
//! - To park in any destructor of a thread-local. A thread's handle is in a thread-local itself, and is dropped with those. A thread that the
//!   book started has it from the beginning: on Linux it goes last. Any other has it from when it first asks for it, and in a destructor that
//!   runs later [`current`] panics, and [`park`] aborts. There `std`'s are still of use on Linux.
//! - That the orderings are `SeqCst`, as `crossbeam`'s are: a token orders what came before it and what comes after, and nothing else.
//! - That a wait with a deadline ends at it. It may look a little longer before it sees that it is late, and the system takes its time, too.

#![cfg_attr(
    not(model),
    expect(
        clippy::missing_const_for_thread_local,
        reason = "a model's thread-locals have no such form"
    )
)]

use std::cell::OnceCell;
use std::fmt;
use std::mem;
use std::num::NonZero;
use std::process;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use crate::Arc;
use crate::token::Token;

// ANCHOR: current
platform::thread_local! {
    /// The calling thread's handle: it was started with one, or it has been
    /// asked for.
    static CURRENT: OnceCell<Thread> = OnceCell::new();
}
// ANCHOR_END: current

// ANCHOR: types
/// A thread's handle.
#[derive(Clone)]
pub struct Thread {
    inner: Arc<Inner>,
}

struct Inner {
    token: Token,
    id: ThreadId,
    name: Option<String>,
}
// ANCHOR_END: types

/// What no other thread of the process has, nor has had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ThreadId(NonZero<u64>);

impl ThreadId {
    fn new() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        // AUDIT: not modelled: a static, which is older than any execution.
        // ORDERING: Relaxed: nothing but the number is handed out.
        let last = LAST.fetch_update(Relaxed, Relaxed, |last| last.checked_add(1));
        let last = last.expect("more threads than numbers");
        Self(NonZero::<u64>::MIN.saturating_add(last))
    }
}

impl Thread {
    /// A handle for a thread that is to be started, for whoever starts it, and what that thread makes its own by it.
    pub fn new(name: Option<String>) -> (Self, Starting) {
        let thread = Self::of(name);
        (thread.clone(), Starting(thread))
    }

    fn of(name: Option<String>) -> Self {
        let (token, id) = (Token::new(), ThreadId::new());
        let inner = Arc::new(Inner { token, id, name });
        Self { inner }
    }

    // ANCHOR: unpark
    /// Sets the thread's token, and wakes the thread if it is parked. If the
    /// token is set already, it stays: there is one or none.
    #[inline]
    pub fn unpark(&self) {
        self.inner.token.set();
    }
    // ANCHOR_END: unpark

    /// The thread's number.
    #[must_use]
    pub fn id(&self) -> ThreadId {
        self.inner.id
    }

    /// The thread's name, if it has one. That of the main thread is `main`.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.inner.name.as_deref()
    }
}

/// The right to be the thread of a handle. There is one of each, and it can't be cloned: of two threads that wait for one token, one would
/// not be woken.
#[derive(Debug)]
#[must_use = "until it is entered the handle is no thread's"]
pub struct Starting(Thread);

impl Starting {
    /// Makes the handle the calling thread's.
    ///
    /// # Panics
    /// If the thread has one.
    pub fn enter(self) {
        CURRENT.with(|current| assert!(current.set(self.0).is_ok(), "the thread has a handle"));
    }
}

/// A handle of a thread that the book didn't start.
#[cold]
fn found() -> Thread {
    let name = std::thread::current().name().map(str::to_owned);
    Thread::of(name)
}

/// The calling thread's handle.
///
/// # Panics
/// In a destructor of a thread-local, if the handle is gone, or can't be had any more.
#[must_use]
pub fn current() -> Thread {
    let thread = CURRENT.try_with(|current| current.get_or_init(found).clone());
    thread.unwrap_or_else(|_| panic!("the thread's handle is gone, as are its thread-locals"))
}

// ANCHOR: park
/// Waits for the calling thread's token, and takes it.
///
/// # Aborts
/// In a destructor of a thread-local, if the thread's handle is gone, or can't
/// be had any more. It never panics: others may rely on it to keep their
/// memory alive.
#[inline]
pub fn park() {
    with_token(Token::take);
}

/// Waits for the calling thread's token, for `timeout` at the most, and takes
/// it. It doesn't say whether there was one.
///
/// With a `timeout` that is longer than an [`Instant`](std::time::Instant) can
/// count it waits for the token, however long that takes.
///
/// # Aborts
/// As [`park`] does.
pub fn park_timeout(timeout: Duration) {
    with_token(|token| token.take_for(timeout));
}

#[inline]
fn with_token(wait: impl FnOnce(&Token)) {
    let aborts = Aborts;
    let waited = CURRENT.try_with(|current| {
        let thread = current.get_or_init(found);
        wait(&thread.inner.token);
    });
    if waited.is_ok() {
        mem::forget(aborts);
    }
}

/// Ends the process when it is dropped: there is no handle, or something has
/// panicked on the way to it.
struct Aborts;

impl Drop for Aborts {
    fn drop(&mut self) {
        process::abort();
    }
}
// ANCHOR_END: park

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread")
            .field("id", &self.id())
            .field("name", &self.name())
            .finish_non_exhaustive()
    }
}
