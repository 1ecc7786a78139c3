use std::collections::VecDeque;

use mutex::Mutex;
use parking::park;

/// Takes letters until one is 0, and returns those before it, in their order.
/// Where there is none yet, it parks.
pub fn sort(tray: &Mutex<VecDeque<u32>>) -> Vec<u32> {
    let mut sorted = Vec::new();
    loop {
        let letter = tray.lock().pop_front();
        match letter {
            Some(0) => return sorted,
            Some(letter) => sorted.push(letter),
            None => park(),
        }
    }
}
