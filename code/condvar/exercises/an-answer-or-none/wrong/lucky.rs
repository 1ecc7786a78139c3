//! Fails because it tells whoever waits only when there is an answer.
//! Caught by: `no_answer_is_an_answer`: "deadlock".

use condvar::poisoning::Condvar;
use platform::sync::Arc;
use poisoning::Mutex;

/// What the two know of each other.
pub struct Shared {
    answer: Mutex<Option<u32>>,
    changed: Condvar,
}

/// For the one that answers.
pub struct Giver(Arc<Shared>);

/// For the one that waits.
pub struct Waiter(Arc<Shared>);

pub fn pair() -> (Giver, Waiter) {
    let shared = Arc::new(Shared {
        answer: Mutex::new(None),
        changed: Condvar::new(),
    });
    (Giver(Arc::clone(&shared)), Waiter(shared))
}

impl Giver {
    pub fn give(self, answer: u32) {
        *self.0.answer.lock().unwrap() = Some(answer);
        self.0.changed.notify_one();
    }
}

impl Waiter {
    pub fn wait(self) -> Option<u32> {
        let mut answer = self.0.answer.lock().unwrap();
        while answer.is_none() {
            answer = self.0.changed.wait(answer).unwrap();
        }
        *answer
    }
}
