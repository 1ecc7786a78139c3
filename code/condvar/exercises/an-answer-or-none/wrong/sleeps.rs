//! Fails because an answer may take longer than the pause.
//! Caught by: `an_answer_arrives`: "the answer (left)".

use std::thread::sleep;
use std::time::Duration;

use platform::sync::Arc;
use poisoning::Mutex;

/// What the two know of each other.
pub struct Shared {
    answer: Mutex<Option<u32>>,
}

/// For the one that answers.
pub struct Giver(Arc<Shared>);

/// For the one that sleeps.
pub struct Waiter(Arc<Shared>);

pub fn pair() -> (Giver, Waiter) {
    let shared = Arc::new(Shared {
        answer: Mutex::new(None),
    });
    (Giver(Arc::clone(&shared)), Waiter(shared))
}

impl Giver {
    pub fn give(self, answer: u32) {
        *self.0.answer.lock().unwrap() = Some(answer);
    }
}

impl Waiter {
    pub fn wait(self) -> Option<u32> {
        sleep(Duration::from_millis(1));
        *self.0.answer.lock().unwrap()
    }
}
