//! # An answer or none
//!
//! One thread asks, another answers. `give` hands the answer over, and `wait` returns it. If the one that should answer is dropped without having answered, because its
//! thread has returned early or panicked, then there is no answer, and `wait` returns `None`. It never waits for what won't come.

use condvar::poisoning::Condvar;
use platform::sync::Arc;
use poisoning::Mutex;

/// What the two know of each other.
pub struct Shared {
    // Add what you need.
    answer: Mutex<Option<u32>>,
    changed: Condvar,
}

/// For the one that answers.
pub struct Giver(Arc<Shared>);

/// For the one that waits.
pub struct Waiter(Arc<Shared>);

/// A pair of them.
pub fn pair() -> (Giver, Waiter) {
    let shared = Arc::new(Shared {
        answer: Mutex::new(None),
        changed: Condvar::new(),
    });
    (Giver(Arc::clone(&shared)), Waiter(shared))
}

impl Giver {
    /// Hands over the answer.
    pub fn give(self, answer: u32) {
        *self.0.answer.lock().unwrap() = Some(answer);
        self.0.changed.notify_one();
    }
}

impl Waiter {
    /// The answer, or `None` if there will be none.
    pub fn wait(self) -> Option<u32> {
        todo!("wait for {:?}, or for the end of the giver", self.0.answer)
    }
}
