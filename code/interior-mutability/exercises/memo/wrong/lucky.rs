//! Fails because what is made while another is being made isn't remembered.
//! Caught by: `whoever_makes_a_value_may_want_others`: "so many were made".

use std::cell::RefCell;
use std::collections::HashMap;

/// Values that were made.
#[derive(Default)]
pub struct Memo {
    made: RefCell<HashMap<u32, u64>>,
}

impl Memo {
    /// The value of `key`, from the map if it can be had.
    pub fn get(&self, key: u32, make: &dyn Fn(&Self, u32) -> u64) -> u64 {
        match self.made.try_borrow_mut() {
            Ok(mut map) => *map.entry(key).or_insert_with(|| make(self, key)),
            Err(_) => make(self, key),
        }
    }
}
