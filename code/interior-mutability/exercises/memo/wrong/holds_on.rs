//! Fails because the map is borrowed while `make` runs, and `make` wants it too.
//! Caught by: `whoever_makes_a_value_may_want_others`: "RefCell already borrowed".

use std::cell::RefCell;
use std::collections::HashMap;

/// Values that were made.
#[derive(Default)]
pub struct Memo {
    made: RefCell<HashMap<u32, u64>>,
}

impl Memo {
    /// The value of `key`, in one expression.
    pub fn get(&self, key: u32, make: &dyn Fn(&Self, u32) -> u64) -> u64 {
        *self
            .made
            .borrow_mut()
            .entry(key)
            .or_insert_with(|| make(self, key))
    }
}
