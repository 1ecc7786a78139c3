//! A barrier: a mutex and a condition variable.
//!
//! # Problem
//!
//! So many threads wait for one another, again and again. Who is quick comes round a second time before others have noticed that the first
//! meeting is over, and must be counted for the second.
//!
//! # Strategy
//!
//! A mutex protects how many are here, and in which round. Whoever makes the number full begins the next round with nobody here, and
//! wakes all. The others wait until the *round* is another: that stays true however quickly the next one fills.
//!
//! # Invariants
//!
//! 1. `here` is how many have come in this round and wait. It is less than `threads`, or 0 where that is 0 or 1.
//! 2. `round` changes when as many as are needed are here, and each who waits has come in the round that it remembers.
//!
//! # Not promised
//!
//! - Which of the threads is the leader. (It is the last one.)
//! - If more than `threads` threads use the barrier, which of them meet.
//! - A thread that sleeps through so many rounds that their number comes round to the same may sleep on. With as many threads as are counted
//!   it can miss none.
//!
//! # Source
//!
//! What it does, and by what, is the standard library's `Barrier`.

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};

use mutex::Mutex;

use crate::Condvar;

// ANCHOR: barrier
/// Where so many threads wait for one another, as often as they like.
pub struct Barrier {
    threads: usize,
    state: Mutex<State>,
    all_here: Condvar,
}

struct State {
    /// How many have come in this round.
    here: usize,
    /// How many rounds are over.
    round: usize,
}
// ANCHOR_END: barrier

// No code of the caller's runs while the lock is held, so no panic leaves anything half done.
impl UnwindSafe for Barrier {}
impl RefUnwindSafe for Barrier {}

/// What [`Barrier::wait`] returns: whether the calling thread is the leader.
pub struct BarrierWaitResult(bool);

impl BarrierWaitResult {
    /// Whether this thread was the one that the others waited for. So it is
    /// for one thread in each round.
    #[must_use]
    pub fn is_leader(&self) -> bool {
        self.0
    }
}

impl Barrier {
    platform::const_fn! {
        /// A barrier for `n` threads. If that is 0 or 1 nobody waits.
        #[must_use]
        pub const fn new(n: usize) -> Self {
            Self {
                threads: n,
                state: Mutex::new(State { here: 0, round: 0 }),
                all_here: Condvar::new(),
            }
        }
    }

    // ANCHOR: wait
    /// Waits until as many threads are here as the barrier is for. What each
    /// of them did before happens before any of them returns.
    pub fn wait(&self) -> BarrierWaitResult {
        let mut state = self.state.lock();
        state.here += 1;
        if state.here < self.threads {
            let mine = state.round;
            self.all_here
                .wait_while(&mut state, |state| state.round == mine);
            return BarrierWaitResult(false);
        }
        state.here = 0;
        state.round = state.round.wrapping_add(1);
        drop(state);
        self.all_here.notify_all();
        BarrierWaitResult(true)
    }
    // ANCHOR_END: wait
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}

impl fmt::Debug for BarrierWaitResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BarrierWaitResult")
            .field("is_leader", &self.is_leader())
            .finish()
    }
}
