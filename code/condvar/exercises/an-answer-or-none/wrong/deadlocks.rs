//! Fails because the giver is dropped while `give` has the lock, and its `drop` locks.
//! Caught by: `an_answer_is_kept`: "deadlock".

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
        let shared = Arc::clone(&self.0);
        let mut state = shared.state.lock().unwrap();
        state.0 = Some(answer);
        drop(self);
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
        let state = self.0.state.lock().unwrap();
        let state = self.0.changed.wait_while(state, |it| !it.1);
        state.unwrap().0
    }
}
