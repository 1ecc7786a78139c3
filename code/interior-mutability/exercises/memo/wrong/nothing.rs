//! Fails because nothing is remembered.
//! Caught by: `a_value_is_made_once`: "so many were made".

/// Remembers nothing.
#[derive(Default)]
pub struct Memo {}

impl Memo {
    /// What `make` returns.
    pub fn get(&self, key: u32, make: &dyn Fn(&Self, u32) -> u64) -> u64 {
        make(self, key)
    }
}
