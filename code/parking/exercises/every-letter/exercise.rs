//! # Every letter
//!
//! The calling thread is the clerk. Others put letters, which are numbers here, into the tray, and unpark the clerk each time; the last one
//! is 0. It was `loop { park(); let letter = tray.lock().pop_front(); … }`, one park for each letter, and sometimes a letter was left and
//! nobody came to take it. Write `sort` so that none is.

use std::collections::VecDeque;

use mutex::Mutex;

/// Takes letters until one is 0, and returns those before it, in their order.
/// Where there is none yet, it parks.
pub fn sort(tray: &Mutex<VecDeque<u32>>) -> Vec<u32> {
    todo!("sort the {} letters", tray.lock().len())
}
