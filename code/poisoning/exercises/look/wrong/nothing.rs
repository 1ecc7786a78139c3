//! Fails because it doesn't expect poison.
//! Caught by: `a_poisoned_one_is_looked_into`: "on an `Err` value".

use poisoning::Mutex;

/// Passes the panic on.
pub fn look<T: Clone>(mutex: &Mutex<T>) -> (T, bool) {
    (mutex.lock().unwrap().clone(), false)
}
