//! Fails because between the two questions another thread may panic.
//! Caught by: `both_answers_are_of_one_moment`: "half changed, and said to be sound".

use poisoning::{Mutex, PoisonError};

/// Asks one after the other.
pub fn look<T: Clone>(mutex: &Mutex<T>) -> (T, bool) {
    let is_poisoned = mutex.is_poisoned();
    let value = mutex.lock().unwrap_or_else(PoisonError::into_inner);
    (value.clone(), is_poisoned)
}
