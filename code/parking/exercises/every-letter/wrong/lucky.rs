//! Fails because a token that is left over ends the one `park`, and there is no letter.
//! Caught by: `a_token_is_no_letter`: "a letter".

use std::collections::VecDeque;

use mutex::Mutex;
use parking::park;

/// Takes letters until one is 0, and returns those before it, in their order.
/// Where there is none yet, it parks.
pub fn sort(tray: &Mutex<VecDeque<u32>>) -> Vec<u32> {
    let mut sorted = Vec::new();
    loop {
        if tray.lock().is_empty() {
            park();
        }
        let letter = tray.lock().pop_front();
        match letter.expect("a letter") {
            0 => return sorted,
            letter => sorted.push(letter),
        }
    }
}
