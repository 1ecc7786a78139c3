//! Handles of threads, each with a token: what `std::thread` has.

use std::cell::OnceCell;
use std::fmt;
use std::num::NonZero;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use platform::sync::Arc;

use crate::token::Token;

platform::thread_local! {
    /// The calling thread's handle, once somebody has asked for it or the thread was started with one.
    static CURRENT: OnceCell<Thread> = OnceCell::new();
}

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

/// What no other thread of the process has, nor has had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ThreadId(NonZero<u64>);

impl ThreadId {
    fn new() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        // ORDERING: Relaxed: nothing but the number is handed out.
        let last = LAST.fetch_update(Relaxed, Relaxed, |last| last.checked_add(1));
        let last = last.expect("more threads than numbers");
        Self(NonZero::<u64>::MIN.saturating_add(last))
    }
}

impl Thread {
    /// A handle for a thread that is to be started.
    pub fn new(name: Option<String>) -> Self {
        let (token, id) = (Token::new(), ThreadId::new());
        let inner = Arc::new(Inner { token, id, name });
        Self { inner }
    }

    /// Makes this the calling thread's handle.
    ///
    /// # Panics
    /// If it has one.
    pub fn enter(self) {
        CURRENT.with(|current| assert!(current.set(self).is_ok(), "the thread has a handle"));
    }

    /// Sets the thread's token, and wakes the thread if it is parked.
    #[inline]
    pub fn unpark(&self) {
        self.inner.token.set();
    }

    /// The thread's number.
    pub fn id(&self) -> ThreadId {
        self.inner.id
    }

    /// The thread's name, if it has one.
    pub fn name(&self) -> Option<&str> {
        self.inner.name.as_deref()
    }
}

/// A handle of a thread that the book didn't start.
fn found() -> Thread {
    Thread::new(std::thread::current().name().map(str::to_owned))
}

/// The calling thread's handle.
pub fn current() -> Thread {
    CURRENT.with(|current| current.get_or_init(found).clone())
}

/// Waits for the calling thread's token, and takes it.
#[inline]
pub fn park() {
    CURRENT.with(|current| current.get_or_init(found).inner.token.take());
}

/// Waits for the calling thread's token, for `timeout` at the most, and takes it.
pub fn park_timeout(timeout: Duration) {
    CURRENT.with(|current| {
        let token = &current.get_or_init(found).inner.token;
        match Instant::now().checked_add(timeout) {
            Some(deadline) => token.take_until(deadline),
            None => token.take(),
        }
    });
}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread")
            .field("id", &self.id())
            .field("name", &self.name())
            .finish_non_exhaustive()
    }
}
