use std::cell::RefCell;
use std::collections::HashMap;

/// Values that were made.
#[derive(Default)]
pub struct Memo {
    made: RefCell<HashMap<u32, u64>>,
}

impl Memo {
    /// The value of `key`: what `make` returned when it was first wanted.
    pub fn get(&self, key: u32, make: &dyn Fn(&Self, u32) -> u64) -> u64 {
        let known = self.made.borrow().get(&key).copied();
        if let Some(value) = known {
            return value;
        }
        let value = make(self, key);
        self.made.borrow_mut().insert(key, value);
        value
    }
}
