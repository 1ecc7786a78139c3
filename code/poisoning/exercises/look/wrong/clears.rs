//! Fails because whoever looks next isn't told.
//! Caught by: `a_poisoned_one_is_looked_into`: "the second time".

use poisoning::Mutex;

/// Looks, and puts everything in order.
pub fn look<T: Clone>(mutex: &Mutex<T>) -> (T, bool) {
    match mutex.lock() {
        Ok(value) => (value.clone(), false),
        Err(error) => {
            mutex.clear_poison();
            (T::clone(error.get_ref()), true)
        }
    }
}
