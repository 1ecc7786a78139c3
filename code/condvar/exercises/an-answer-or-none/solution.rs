use condvar::poisoning::Condvar;
use platform::sync::Arc;
use poisoning::{Mutex, PoisonError};

/// What the one that waits has to know.
struct State {
    answer: Option<u32>,
    is_over: bool,
}

/// What the two know of each other.
pub struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

/// For the one that answers.
pub struct Giver(Arc<Shared>);

/// For the one that waits.
pub struct Waiter(Arc<Shared>);

pub fn pair() -> (Giver, Waiter) {
    let shared = Arc::new(Shared {
        state: Mutex::new(State {
            answer: None,
            is_over: false,
        }),
        changed: Condvar::new(),
    });
    (Giver(Arc::clone(&shared)), Waiter(shared))
}

impl Giver {
    /// The answer. That is all there will be: `drop` says so.
    pub fn give(self, answer: u32) {
        self.0.state.lock().unwrap().answer = Some(answer);
    }
}

impl Drop for Giver {
    /// However it ends. A destructor unwraps no lock.
    fn drop(&mut self) {
        let state = self.0.state.lock();
        state.unwrap_or_else(PoisonError::into_inner).is_over = true;
        self.0.changed.notify_one();
    }
}

impl Waiter {
    pub fn wait(self) -> Option<u32> {
        let state = self.0.state.lock().unwrap();
        let state = self.0.changed.wait_while(state, |it| !it.is_over);
        state.unwrap().answer
    }
}
