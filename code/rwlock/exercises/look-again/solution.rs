use std::collections::HashMap;
use std::hash::Hash;
use std::sync::RwLock;

/// The number of `key`: looked up, and looked up again before one is made.
pub fn number_of<K: Hash + Eq + Clone>(
    numbers: &RwLock<HashMap<K, u32>>,
    key: &K,
    make: impl FnOnce() -> u32,
) -> u32 {
    // A `let`, so that the guard is gone at its end.
    let known = numbers.read().unwrap().get(key).copied();
    if let Some(number) = known {
        return number;
    }
    let mut numbers = numbers.write().unwrap();
    *numbers.entry(key.clone()).or_insert_with(make)
}
