//! # The next ferry
//!
//! Passengers wait for the ferry: `board` returns when it has left with them. `leave` takes along all who wait, tells them, and returns how many they were. Who has waited when the ferry left is
//! on it, whatever comes after; who comes later waits for the next. There was a gate once, an `is_open` that passengers waited for: `leave` opened it, told all, and shut it behind them. Many
//! stayed on the pier. Write it without a gate.

use condvar::poisoning::Condvar;
use poisoning::Mutex;

/// What there is to know on the pier.
struct Pier {
    waiting: u32,
    // Add what you need.
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
            pier: Mutex::new(Pier { waiting: 0 }),
            left: Condvar::new(),
        }
    }

    /// Waits until the ferry has left.
    pub fn board(&self) {
        todo!("count yourself, and wait for the next departure")
    }

    /// Takes along all who wait, and says how many they were.
    pub fn leave(&self) -> u32 {
        todo!("leave, tell all who wait, and return how many they were")
    }
}
