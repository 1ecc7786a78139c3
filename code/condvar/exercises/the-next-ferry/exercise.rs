//! # The next ferry
//!
//! Passengers wait for the ferry: `board` returns when it has left with them. `leave` takes along all who wait, tells them, and returns how many they were. Who has waited when the ferry left is
//! on it, whatever comes after; who comes later waits for the next.

use condvar::poisoning::Condvar;
use poisoning::Mutex;

/// What there is to know on the pier.
struct Pier {
    waiting: u32,
    is_open: bool,
}

/// A ferry that comes again and again.
pub struct Ferry {
    pier: Mutex<Pier>,
    left: Condvar,
}

impl Ferry {
    /// A ferry that nobody waits for.
    pub fn new() -> Self {
        Self {
            pier: Mutex::new(Pier {
                waiting: 0,
                is_open: false,
            }),
            left: Condvar::new(),
        }
    }

    /// Waits until the ferry has left.
    pub fn board(&self) {
        let mut pier = self.pier.lock().unwrap();
        pier.waiting += 1;
        drop(self.left.wait_while(pier, |pier| !pier.is_open));
    }

    /// Opens the gate for all who wait, and shuts it behind them.
    pub fn leave(&self) -> u32 {
        let mut pier = self.pier.lock().unwrap();
        pier.is_open = true;
        self.left.notify_all();
        pier.is_open = false;
        std::mem::take(&mut pier.waiting)
    }
}
