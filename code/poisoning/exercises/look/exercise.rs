//! # Look into a poisoned lock
//!
//! Say what is in the mutex, and whether it is poisoned. Both answers have to be about the same moment. The mutex is to be
//! as it was before: free, and poisoned if it was poisoned.

use poisoning::Mutex;

/// A clone of the value, and whether the mutex is poisoned.
pub fn look<T: Clone>(mutex: &Mutex<T>) -> (T, bool) {
    todo!("look, and be it poisoned: {}", mutex.is_poisoned())
}
