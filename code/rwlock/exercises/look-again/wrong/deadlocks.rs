//! Fails because the guard of a `match` lives to the end of it.
//! Caught by: `a_new_key_gets_the_one_that_is_made`: hangs.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::RwLock;

/// The number of `key`, in one expression.
pub fn number_of<K: Hash + Eq + Clone>(
    numbers: &RwLock<HashMap<K, u32>>,
    key: &K,
    make: impl FnOnce() -> u32,
) -> u32 {
    match numbers.read().unwrap().get(key) {
        Some(number) => *number,
        None => *numbers
            .write()
            .unwrap()
            .entry(key.clone())
            .or_insert_with(make),
    }
}
