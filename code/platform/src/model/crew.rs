//! Several threads at one value, none of which waits for another.

use std::sync::Arc as StdArc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use super::wait_until;
use crate::sync::Arc;
use crate::thread::{Options, start};

/// Counts outside the model: std's atomics are no part of what is checked.
///
/// ORDERING: `SeqCst` throughout. On real threads these counts decide when a test goes on; in a model they order nothing.
#[derive(Debug, Clone, Default)]
pub struct Tally(StdArc<AtomicUsize>);

impl Tally {
    /// Adds one, and returns the sum.
    pub fn count(&self) -> usize {
        self.0.fetch_add(1, SeqCst) + 1
    }

    /// Takes one off.
    pub fn count_off(&self) {
        self.0.fetch_sub(1, SeqCst);
    }

    /// The sum.
    pub fn get(&self) -> usize {
        self.0.load(SeqCst)
    }

    /// Waits until others have counted so far, with nothing that orders memory.
    ///
    /// # Panics
    /// After a minute.
    pub fn wait_for(&self, count: usize) {
        wait_until(|| self.get() >= count);
    }
}

/// Runs `work` on so many threads at once, this one among them, each with its number. Whichever ends last calls `check`.
///
/// Nobody waits for the others: a model goes on until all threads have ended, and finds a deadlock among those that are under test. On real
/// threads this one waits, so that none is left over.
///
/// # Panics
/// When there is no thread to be had, and as `work` and `check` do on this thread. A panic on another is what it is in [`start`].
pub fn crew<T: Send + Sync + 'static>(
    threads: usize,
    shared: T,
    work: impl Fn(usize, &T) + Clone + Send + 'static,
    check: impl Fn(&T) + Clone + Send + 'static,
) {
    let shared = Arc::new(shared);
    let ended = Tally::default();
    let over = Tally::default();
    let main = |number| {
        let (shared, ended, over) = (Arc::clone(&shared), ended.clone(), over.clone());
        let (work, check) = (work.clone(), check.clone());
        move || {
            work(number, &shared);
            if ended.count() == threads {
                check(&shared);
            }
            drop(shared);
            over.count();
        }
    };
    for number in 1..threads {
        start(&Options::default(), Box::new(main(number))).expect("a thread");
    }
    main(0)();
    if cfg!(not(model)) {
        over.wait_for(threads);
    }
}
