//! Fails because the two `unpark`s have left one token, and the second `park` sleeps.
//! Caught by: `two_letters_leave_one_token`: "deadlock".

use std::collections::VecDeque;

use mutex::Mutex;
use parking::park;

/// Takes letters until one is 0, and returns those before it, in their order.
/// Where there is none yet, it parks.
pub fn sort(tray: &Mutex<VecDeque<u32>>) -> Vec<u32> {
    let mut sorted = Vec::new();
    loop {
        park();
        match tray.lock().pop_front() {
            Some(0) => return sorted,
            letter => sorted.extend(letter),
        }
    }
}
