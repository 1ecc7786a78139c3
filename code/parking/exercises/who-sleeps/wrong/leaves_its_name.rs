//! Fails because a clerk that goes away with a letter, woken by another token, leaves its name behind: it is called in place of one who sleeps.
//! Caught by: `who_has_gone_is_not_called`: "deadlock".

use std::collections::VecDeque;

use mutex::Mutex;
use parking::{Thread, current, park};

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
        let mut inner = self.inner.lock();
        inner.letters.push_back(letter);
        let sleeper = inner.sleepers.pop_front();
        drop(inner);
        if let Some(sleeper) = sleeper {
            sleeper.unpark();
        }
    }

    /// Takes a letter out, the first that was posted. Where there is none, the
    /// calling thread parks.
    pub fn take(&self) -> u32 {
        let me = current();
        loop {
            let mut inner = self.inner.lock();
            if let Some(letter) = inner.letters.pop_front() {
                return letter;
            }
            let is_there = |sleeper: &Thread| sleeper.id() == me.id();
            if !inner.sleepers.iter().any(is_there) {
                inner.sleepers.push_back(me.clone());
            }
            drop(inner);
            park();
        }
    }
}
