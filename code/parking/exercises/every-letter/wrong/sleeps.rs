//! Fails because the last letter may come when the pause is over.
//! Caught by: `letters_come_at_any_moment`: "the letters that were sorted (left)".

use std::collections::VecDeque;

use mutex::Mutex;

use std::thread::sleep;
use std::time::Duration;

/// Takes letters until one is 0, and returns those before it, in their order.
/// Where there is none yet, it parks.
pub fn sort(tray: &Mutex<VecDeque<u32>>) -> Vec<u32> {
    sleep(Duration::from_millis(5));
    let letters = tray.lock();
    letters
        .iter()
        .copied()
        .take_while(|&letter| letter != 0)
        .collect()
}
