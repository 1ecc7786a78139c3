//! Fails because the guard in the head of a `match` is held while the clerk parks, so that nobody can post.
//! Caught by: `letters_come_at_any_moment`: "deadlock".

use std::collections::VecDeque;

use mutex::Mutex;
use parking::park;

/// Takes letters until one is 0, and returns those before it, in their order.
/// Where there is none yet, it parks.
pub fn sort(tray: &Mutex<VecDeque<u32>>) -> Vec<u32> {
    let mut sorted = Vec::new();
    loop {
        match tray.lock().pop_front() {
            Some(0) => return sorted,
            Some(letter) => sorted.push(letter),
            None => park(),
        }
    }
}
