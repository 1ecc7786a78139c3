//! The threads of one scope, counted, and the owner who waits until there are none.
//!
//! # Problem
//!
//! The owner of a scope leaves it when the last of its threads is done. It frees then what the threads
//! borrowed, and the count as well. The last thread has to wake it, and may touch nothing of the scope from
//! the moment at which the owner can know that it is the last.
//!
//! # Strategy
//!
//! One word counts the threads, and the owner sleeps on it. A thread's last act is to subtract itself, in one
//! step that also tells it whether it was the last. If so it wakes the owner, by the word's address alone.
//!
//! # Invariants
//!
//! 1. A thread is counted before it is started, by the owner or by a thread that is itself counted. So the count,
//!    once it is 0 and the owner's closure is done, stays 0.
//! 2. The scope is alive while the count isn't 0, and while the owner's closure runs. A counted thread may use it.
//! 3. After its subtraction a thread uses nothing of the scope, not even what its own closure or result borrowed.
//!    The wake-up uses the word's *address*, which was computed before.
//!
//! # Memory orderings
//!
//! What a thread did happens before the owner leaves the scope: each subtraction releases it, and the owner's
//! load acquires it from all of them, since each subtraction continues the sequence of those before it.
//! Counting up orders nothing: the start of the thread does. The count of panics is published with the count
//! of threads.
//!
//! # Not promised
//!
//! The address that is woken may already belong to something else, whose sleeper then wakes for no reason.

use std::fmt;
use std::io;
use std::mem;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use platform::atomic::AtomicU32;
use platform::futex;
use threads::JoinHandle;

// ANCHOR: threads
/// The threads of a scope.
pub(crate) struct Threads {
    /// How many aren't done. The owner sleeps on this word.
    running: AtomicU32,
    /// How many have panicked, less those whose panic a `join` has returned.
    panics: AtomicU32,
}
// ANCHOR_END: threads

/// The threads of a scope as a thread of it sees them. There is no lifetime: the owner may free them while
/// the thread still has this.
struct Counted(*const Threads);

// SAFETY: all that is shared through the pointer is atomic.
unsafe impl Send for Counted {}

impl Threads {
    pub(crate) fn new() -> Self {
        Self {
            running: AtomicU32::new(0),
            panics: AtomicU32::new(0),
        }
    }

    // ANCHOR: start
    /// Starts a thread and counts it.
    ///
    /// # Safety
    ///
    /// What `F` and `T` borrow lives until a `wait` that is called after this
    /// has returned.
    pub(crate) unsafe fn start<F, T>(
        &self,
        builder: threads::Builder,
        f: F,
    ) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send,
        T: Send,
    {
        self.enter();
        let not_started = NotStarted(self);
        let counted = Counted(self);
        // SAFETY: this thread has been counted.
        let last = move |panicked| unsafe { counted.leave(panicked) };
        // SAFETY: `wait` returns only after `last` is called (1, 2), and until
        // then the caller keeps what is borrowed.
        let thread = unsafe { builder.spawn_unchecked_then(f, last)? };
        mem::forget(not_started);
        Ok(thread)
    }
    // ANCHOR_END: start

    // ANCHOR: enter
    /// Counts one more thread.
    fn enter(&self) {
        // ORDERING: Relaxed. What happens before the thread is started happens
        // before all that it does, and the count is not asked for more.
        if self.running.fetch_add(1, Relaxed) > u32::MAX / 2 {
            // At 2³² the count would be 0, and nobody would be waited for. The
            // other half is for threads that come here at the same time.
            // SAFETY: it has been counted.
            unsafe { Counted(self).leave(false) };
            panic!("too many running threads in thread scope");
        }
    }
    // ANCHOR_END: enter

    // ANCHOR: wait
    /// Waits until no thread is left.
    pub(crate) fn wait(&self) {
        loop {
            // ORDERING: Acquire, for the subtraction of each thread.
            let running = self.running.load(Acquire);
            if running == 0 {
                return;
            }
            futex::wait(&self.running, running);
        }
    }
    // ANCHOR_END: wait

    /// Notes that a `join` has returned a panic.
    pub(crate) fn take_panic(&self) {
        // ORDERING: Relaxed. Whoever joins is the owner, who waits later, or a counted thread, whose
        // subtraction publishes it, or a thread that one of these waits for. If this comes before the addition in `leave`, the count wraps there and back.
        self.panics.fetch_sub(1, Relaxed);
    }

    /// Whether there was a panic that no `join` has returned.
    pub(crate) fn has_panic(&self) -> bool {
        // ORDERING: Relaxed. `wait` has acquired what the threads did.
        self.panics.load(Relaxed) != 0
    }
}

// ANCHOR: not_started
/// Takes a thread off the count that could not be started: on an error, and
/// also when what its closure captured panics while it is dropped for that.
struct NotStarted<'a>(&'a Threads);

impl Drop for NotStarted<'_> {
    fn drop(&mut self) {
        // SAFETY: it is counted, and there is no thread that would do it.
        unsafe { Counted(self.0).leave(false) };
    }
}
// ANCHOR_END: not_started

impl Counted {
    // ANCHOR: leave
    /// Takes a thread off the count: its last act.
    ///
    /// # Safety
    ///
    /// The thread is counted, and this is called once for it.
    unsafe fn leave(self, panicked: bool) {
        let Self(threads) = self;
        if panicked {
            // SAFETY: the thread is counted, so the scope is alive (2).
            let panics = unsafe { &(*threads).panics };
            // ORDERING: Relaxed: the subtraction publishes it.
            panics.fetch_add(1, Relaxed);
        }
        // SAFETY: as above.
        let word = unsafe { &raw const (*threads).running };
        // SAFETY: as above, until the subtraction is done.
        let running = unsafe { &*word };
        // ORDERING: Release, for the load in `wait`: all that this thread did.
        if running.fetch_sub(1, Release) == 1 {
            // The owner may be gone, and the word with it (3).
            futex::wake_one(word);
        }
    }
    // ANCHOR_END: leave
}

#[expect(
    clippy::missing_fields_in_debug,
    reason = "what matters of `panics` is whether there are any"
)]
impl fmt::Debug for Threads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // ORDERING: Relaxed: a number to look at.
        // AUDIT: not modelled: nothing depends on what is printed.
        let running = self.running.load(Relaxed);
        f.debug_struct("Threads")
            .field("running", &running)
            .field("has_panic", &self.has_panic())
            .finish()
    }
}

#[cfg(all(test, not(model)))]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::atomic::Ordering::Relaxed;

    use super::Threads;

    /// A count that has come half the way to an overflow stays there, and the thread isn't started.
    #[test]
    fn a_count_does_not_overflow() {
        const FULL: u32 = u32::MAX / 2 + 1;
        let threads = Threads::new();
        let start = |running| {
            // ORDERING: Relaxed: there is one thread.
            // AUDIT: not modelled: no model can come to a count like this.
            threads.running.store(running, Relaxed);
            catch_unwind(AssertUnwindSafe(|| threads.enter()))
        };
        start(FULL - 1).unwrap();
        let payload = start(FULL).unwrap_err();
        assert_eq!(
            payload.downcast_ref(),
            Some(&"too many running threads in thread scope")
        );
        // ORDERING: Relaxed: there is one thread.
        // AUDIT: not modelled: no model can come to a count like this.
        let running = threads.running.load(Relaxed);
        assert_eq!(running, FULL);
    }
}
