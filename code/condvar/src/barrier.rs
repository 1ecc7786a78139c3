//! A barrier: a mutex and a condition variable.

use mutex::Mutex;

use crate::Condvar;

/// Where so many threads wait for one another.
pub struct Barrier {
    threads: usize,
    state: Mutex<State>,
    all_here: Condvar,
}

struct State {
    here: usize,
    round: usize,
}

/// Whether a thread was the one that came last.
#[derive(Debug)]
pub struct BarrierWaitResult(bool);

impl BarrierWaitResult {
    /// Whether it was. It is so for one thread in each round.
    pub fn is_leader(&self) -> bool {
        self.0
    }
}

impl Barrier {
    platform::const_fn! {
        /// A barrier for so many threads.
        pub const fn new(threads: usize) -> Self {
            Self {
                threads,
                state: Mutex::new(State { here: 0, round: 0 }),
                all_here: Condvar::new(),
            }
        }
    }

    /// Waits until all threads are here.
    pub fn wait(&self) -> BarrierWaitResult {
        let mut state = self.state.lock();
        state.here += 1;
        if state.here < self.threads {
            let round = state.round;
            self.all_here
                .wait_while(&mut state, |state| state.round == round);
            return BarrierWaitResult(false);
        }
        state.here = 0;
        state.round = state.round.wrapping_add(1);
        drop(state);
        self.all_here.notify_all();
        BarrierWaitResult(true)
    }
}
