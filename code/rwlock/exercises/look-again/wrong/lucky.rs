//! Fails because the other thread may have made a number between the two locks.
//! Caught by: `two_that_find_nothing_make_one_number`: "one key has two numbers".

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::RwLock;

/// The number of `key`, looked up once.
pub fn number_of<K: Hash + Eq + Clone>(
    numbers: &RwLock<HashMap<K, u32>>,
    key: &K,
    make: impl FnOnce() -> u32,
) -> u32 {
    let known = numbers.read().unwrap().get(key).copied();
    if let Some(number) = known {
        return number;
    }
    let number = make();
    numbers.write().unwrap().insert(key.clone(), number);
    number
}
