//! Fails because the error has the lock, and is still there when the lock is taken again.
//! Caught by: `a_poisoned_one_is_looked_into`: "deadlock".

use poisoning::{Mutex, PoisonError};

/// Looks at the answer, and then at the value.
pub fn look<T: Clone>(mutex: &Mutex<T>) -> (T, bool) {
    let answer = mutex.lock();
    if answer.is_err() {
        let value = mutex.lock().unwrap_or_else(PoisonError::into_inner);
        return (value.clone(), true);
    }
    (answer.unwrap().clone(), false)
}
