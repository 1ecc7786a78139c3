//! Fails because a wait may end for no reason, and there is no answer yet.
//! Caught by: `an_answer_arrives`: "the answer (left)".

use condvar::poisoning::Condvar;
use platform::sync::Arc;
use poisoning::Mutex;

/// What the two know of each other: the answer, and whether there will be another.
pub struct Shared {
    state: Mutex<(Option<u32>, bool)>,
    changed: Condvar,
}

/// For the one that answers.
pub struct Giver(Arc<Shared>);

/// For the one that waits.
pub struct Waiter(Arc<Shared>);

pub fn pair() -> (Giver, Waiter) {
    let shared = Arc::new(Shared {
        state: Mutex::new((None, false)),
        changed: Condvar::new(),
    });
    (Giver(Arc::clone(&shared)), Waiter(shared))
}

impl Giver {
    pub fn give(self, answer: u32) {
        self.0.state.lock().unwrap().0 = Some(answer);
    }
}

impl Drop for Giver {
    fn drop(&mut self) {
        self.0.state.lock().unwrap().1 = true;
        self.0.changed.notify_one();
    }
}

impl Waiter {
    pub fn wait(self) -> Option<u32> {
        let mut state = self.0.state.lock().unwrap();
        if !state.1 {
            state = self.0.changed.wait(state).unwrap();
        }
        state.0
    }
}
