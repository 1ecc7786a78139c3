//! Fails because nothing is sorted.
//! Caught by: `two_letters_leave_one_token`: "the letters that were sorted (left)".

use std::collections::VecDeque;

use mutex::Mutex;

/// Takes letters until one is 0, and returns those before it, in their order.
/// Where there is none yet, it parks.
pub fn sort(tray: &Mutex<VecDeque<u32>>) -> Vec<u32> {
    drop(tray.lock());
    Vec::new()
}
