//! Fails because the number is remembered nowhere.
//! Caught by: `a_new_key_gets_the_one_that_is_made`: "at the second time".

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::RwLock;

/// The number of `key`, if it has one.
pub fn number_of<K: Hash + Eq + Clone>(
    numbers: &RwLock<HashMap<K, u32>>,
    key: &K,
    make: impl FnOnce() -> u32,
) -> u32 {
    let known = numbers.read().unwrap().get(key).copied();
    known.unwrap_or_else(make)
}
