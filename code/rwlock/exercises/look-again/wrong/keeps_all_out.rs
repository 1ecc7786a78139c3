//! Fails because whoever only looks keeps everybody out.
//! Caught by: `those_who_look_overlap`: hangs.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::RwLock;

/// The number of `key`, under the write lock alone.
pub fn number_of<K: Hash + Eq + Clone>(
    numbers: &RwLock<HashMap<K, u32>>,
    key: &K,
    make: impl FnOnce() -> u32,
) -> u32 {
    let mut numbers = numbers.write().unwrap();
    *numbers.entry(key.clone()).or_insert_with(make)
}
