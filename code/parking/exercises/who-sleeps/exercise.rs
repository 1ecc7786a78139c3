//! # Who sleeps
//!
//! Several clerks at one tray. Who posts a letter has to wake one who sleeps, and can know who does: a clerk who finds nothing leaves its name,
//! under the same lock. Write `take` and `post`. No clerk sleeps while there is a letter for it, and of those who sleep the one is woken who has slept
//! longest. Mind that a clerk may wake up though nobody has called it: a token may be left over.

use std::collections::VecDeque;

use mutex::Mutex;
use parking::Thread;

/// What is under the lock.
struct Inner {
    letters: VecDeque<u32>,
    /// Who sleeps, those who have slept longest first.
    sleepers: VecDeque<Thread>,
}

/// A tray for several clerks.
pub struct Tray {
    inner: Mutex<Inner>,
}

impl Tray {
    /// An empty tray.
    pub fn new() -> Self {
        let (letters, sleepers) = (VecDeque::new(), VecDeque::new());
        Self {
            inner: Mutex::new(Inner { letters, sleepers }),
        }
    }

    /// How many clerks have left their names.
    pub fn sleepers(&self) -> usize {
        self.inner.lock().sleepers.len()
    }

    /// Puts a letter in, and wakes a clerk if one sleeps.
    pub fn post(&self, letter: u32) {
        todo!("post {letter}")
    }

    /// Takes a letter out, the first that was posted. Where there is none, the
    /// calling thread parks.
    pub fn take(&self) -> u32 {
        todo!("take one of {:?}", self.inner.lock().letters)
    }
}
